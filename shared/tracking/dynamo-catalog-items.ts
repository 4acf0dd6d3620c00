import { z } from 'zod';
import { ownerSort } from '../catalog/keys.ts';
import { numberKey, numberOwnerSort, numbersOwner, poolKey, poolsOwner } from './keys.ts';
import type { Pool, TrackingNumber } from './model.ts';

/** Pools and numbers as items of the catalog table. */
const poolItem = z.object({
  poolId: z.string(),
  publisherId: z.string(),
  offerId: z.string(),
  name: z.string(),
  leaseSeconds: z.int().positive(),
  fallbackNumber: z.string(),
  stealWhenEmpty: z.boolean(),
  createdAtMs: z.int().nonnegative(),
});

const owned = { number: z.string(), publisherId: z.string(), offerId: z.string() };

const numberItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pool'), ...owned, poolId: z.string() }),
  z.object({ kind: z.literal('static'), ...owned, source: z.string(), setterId: z.string().optional() }),
]);

export const parsePool = (item: unknown): Pool => poolItem.parse(item);
export const parseNumber = (item: unknown): TrackingNumber => numberItem.parse(item);

export const itemOfPool = (pool: Pool): Record<string, unknown> => ({
  ...poolKey(pool.poolId),
  ownerKey: poolsOwner(pool.publisherId),
  ownerSort: ownerSort(pool.createdAtMs, pool.poolId),
  ...pool,
});

export const itemOfNumber = (number: TrackingNumber): Record<string, unknown> => ({
  ...numberKey(number.number),
  ownerKey: numbersOwner(number.publisherId),
  ownerSort: numberOwnerSort(number.number, number.kind === 'pool' ? number.poolId : undefined),
  ...number,
});
