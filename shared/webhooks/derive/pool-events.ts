import { NETWORK, type OwnedEvent } from '../model.ts';
import { publisher, toldTo } from './owned-events.ts';

/** A pool that is too small for its visits (tracking/watch-pools.ts). */
export interface PoolRunsLow {
  readonly poolId: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly name: string;
  readonly numbers: number;
  readonly addNumbers: number;
  readonly fallbacks: number;
  readonly early: number;
  readonly day: string;
  readonly atMs: number;
}

/** What its publisher and the network are told: once a day, however often it is found to be low. */
export function poolEvents({ atMs, day, ...low }: PoolRunsLow): readonly OwnedEvent[] {
  const happening = { type: 'pool.low' as const, objectId: low.poolId, key: day, atMs };
  return [publisher(low.publisherId), NETWORK].map((owner) => toldTo(owner, happening, { ...low, day }));
}
