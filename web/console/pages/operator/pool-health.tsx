import { count, percent } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Card, Facts } from '../../ui/layout.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { PoolNumbers } from './pool-numbers.tsx';
import { PoolScalingRule } from './pool-scaling.tsx';
import { usePools } from './pools.ts';

interface Pool {
  readonly poolId: string;
  readonly name: string;
  readonly publisherId: string;
}

const LIVE_MS = 10_000;
/** In words: whether the pool is large enough. */
const advice = ({ numbers, recommendedNumbers }: { numbers: number; recommendedNumbers: number }): string =>
  recommendedNumbers > numbers
    ? `Too small: add ${count(recommendedNumbers - numbers)} numbers`
    : 'Large enough for what it sees';

function OnePool({ pool }: { readonly pool: Pool }) {
  const { poolId, name, publisherId } = pool;
  const health = useRead(
    ['pool-health', poolId],
    (api) => api.GET('/v1/pools/{poolId}/health', { params: { path: { poolId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <>
      <h3>{name}</h3>
      <Shown of={health} what="the pool">
        {(found) => (
          <Facts
            of={[
              ['Now', advice(found)],
              ['Numbers', `${count(found.numbers)}, recommended ${count(found.recommendedNumbers)}`],
              [
                'Held',
                `${count(found.held)} (${percent(found.held, found.numbers)}), on a call ${count(found.onCall)}`,
              ],
              ['Visits that found none', percent(found.fallbackShare, 1)],
              ['Handed on early', count(found.measured.reissuedEarly)],
            ]}
          />
        )}
      </Shown>
      <PoolNumbers poolId={poolId} publisherId={publisherId} name={name} />
      <PoolScalingRule poolId={poolId} name={name} />
    </>
  );
}

interface PoolHealthProps {
  /** The publisher, if somebody chose one. */
  readonly chosen: string;
  readonly choose: (publisherId: string) => void;
}

/** Each pool of a publisher with the size it should have, and how it grows to it. */
export function PoolHealth({ chosen, choose }: PoolHealthProps) {
  const { publishers, publisherId, pools } = usePools(chosen);
  return (
    <Card
      title="Pools"
      aside={<PartyField label="Publisher" name="publisherId" parties={publishers} value={chosen} onChoose={choose} />}
    >
      {publisherId === '' ? (
        <Empty title="Choose a publisher">A pool belongs to the publisher whose visits it serves.</Empty>
      ) : (
        <Shown of={pools} what="the pools">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No pool">Its numbers each stand for one source.</Empty>
            ) : (
              items.map((pool) => <OnePool key={pool.poolId} pool={pool} />)
            )
          }
        </Shown>
      )}
    </Card>
  );
}
