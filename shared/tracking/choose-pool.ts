import type { E164 } from '../kernel/phone.ts';
import type { Pool } from './model.ts';

/**
 * Which pool serves a page: the one whose fallback number the page publishes, else the publisher's first. A publisher with
 * several pools tells them apart by the number on each page.
 */
export function choosePool(pools: readonly Pool[], publishedNumber: E164 | undefined): Pool | undefined {
  const [first] = [...pools].sort((a, b) => a.createdAtMs - b.createdAtMs || (a.poolId < b.poolId ? -1 : 1));
  return pools.find((pool) => pool.fallbackNumber === publishedNumber) ?? first;
}
