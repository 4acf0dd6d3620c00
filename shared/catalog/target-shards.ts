import type { Target } from './model.ts';

/**
 * Calls at once for which a target's places share one item. A place is some 17 bytes, so that many stay under the kilobyte that
 * one write unit pays for.
 */
const PLACES_AN_ITEM = 50;

/**
 * In how many items a target's places are kept: as many as its largest concurrency needs. Never fewer than before, since calls
 * may still be held in each (ADR 0031).
 */
export function shardsOf(
  { maxConcurrent = 0, rules }: Pick<Target, 'maxConcurrent' | 'rules'>,
  before: Pick<Target, 'shards'> = {},
): number {
  const most = Math.max(maxConcurrent, ...(rules?.hourlyConcurrent?.most ?? []));
  return Math.max(1, before.shards ?? 1, Math.ceil(most / PLACES_AN_ITEM));
}
