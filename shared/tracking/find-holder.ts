import type { EpochMs } from '../kernel/time.ts';
import { attribute, type EarlierContact } from './attribute.ts';
import type { Attribution, TrackingNumber } from './model.ts';
import type { LeaseReader } from './ports.ts';

/**
 * Whose a call to a number is. One strongly consistent read for a pool number, none for a static one. `earlier` is the
 * caller's previous contact on the same number: a repeat caller keeps its visit.
 */
export async function findHolder(
  leases: LeaseReader,
  number: TrackingNumber,
  atMs: EpochMs,
  earlier?: EarlierContact,
): Promise<Attribution> {
  if (number.kind === 'static') return { confidence: 'source', source: number.source };
  const lease = await leases.read(number.poolId, number.number);
  return lease ? attribute(lease, atMs, earlier) : { confidence: 'source', source: number.poolId };
}
