import { useChange } from '../../app/read.ts';
import { Form, Select } from '../../ui/form.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { usePools } from './pools.ts';

interface PlaceNumberProps {
  readonly number: string;
  /** The publisher, if somebody chose one: the page keeps it. */
  readonly chosen: string;
  readonly choose: (publisherId: string) => void;
  readonly close: () => void;
}

/** A number into a pool, found by its publisher and its name. */
export function PlaceNumber({ number, chosen, choose, close }: PlaceNumberProps) {
  const { publishers, pools } = usePools(chosen);
  const change = useChange(
    (api, poolId: string) => api.PUT('/v1/stock/{number}/pool', { params: { path: { number } }, body: { poolId } }),
    { done: `${number} is in the pool.`, changes: [['stock'], ['pool-health'], ['pool-numbers']], onDone: close },
  );
  const { error } = change;
  return (
    <>
      <PartyField label="Of publisher" name="publisherId" parties={publishers} value={chosen} onChoose={choose} />
      {chosen === '' ? (
        <Empty title="Choose a publisher">A pool belongs to the publisher whose visits it serves.</Empty>
      ) : (
        <Shown of={pools} what="the pools">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No pool">Choose a publisher that has one.</Empty>
            ) : (
              <Form
                submit="Place it"
                busy={change.isPending}
                error={error}
                onSubmit={({ poolId = '' }) => change.mutate(poolId)}
              >
                <Select
                  label="Pool"
                  name="poolId"
                  options={items.map(({ poolId, name }) => [poolId, name] as const)}
                  error={error}
                />
              </Form>
            )
          }
        </Shown>
      )}
    </>
  );
}
