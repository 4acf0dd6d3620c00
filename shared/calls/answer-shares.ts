import type { CatalogReader } from '../catalog/ports.ts';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import type { BiddingDesk } from './auction/run-auction.ts';
import type { TargetStates } from './explain-route.ts';
import type { AnswerShares, GatherPorts } from './routing/gather.ts';

export interface AnswerSharePorts {
  readonly catalog: Pick<CatalogReader, 'targetsOf'>;
  /** Absent where nobody bids. */
  readonly bidding?: Pick<BiddingDesk, 'biddersOf'>;
  readonly states: TargetStates;
  readonly clock: Clock;
}

/** How an offer's targets and bidders answer, cached like the catalog: a share of two weeks' calls does not change in 30 s. */
export const answerShares = (ports: AnswerSharePorts): NonNullable<GatherPorts['answers']> =>
  cached(async (offerId) => {
    const { catalog, bidding, states, clock } = ports;
    const [targets, bidders] = await Promise.all([catalog.targetsOf(offerId), bidding?.biddersOf(offerId) ?? []]);
    const all = [...targets, ...bidders.map(({ bidderId }) => ({ targetId: bidderId }))];
    return sharesIn(await states.read(all, clock.nowMs()));
  }, ports.clock);

export const sharesIn = (states: Awaited<ReturnType<TargetStates['read']>>): AnswerShares =>
  new Map(
    [...states].flatMap(([id, { answeredBps }]) => (answeredBps === undefined ? [] : [[id, answeredBps] as const])),
  );
