import { z } from 'zod';
import type { Holding, Lease } from './model.ts';

/**
 * The lease item. Names are one letter because every byte counts towards the kilobyte:
 * `u` the end of the newest claim, `h0` its visit, `h1`/`u1` and `h2`/`u2` the two before it, `c` the end of a call in
 * progress, `e` where the newest claim really ended once the number rests and `u` is {@link NEVER}. In a visit: `v` its id, `f` when it got the number, `l` landing page, `r` referrer, `q` campaign
 * parameters, `s` stolen, `b` the visit had this number before and came back for it: no new visit.
 */
const storedVisit = z.object({
  v: z.string(),
  f: z.int(),
  l: z.string().optional(),
  r: z.string().optional(),
  q: z.record(z.string(), z.string()).optional(),
  s: z.literal(true).optional(),
  b: z.literal(true).optional(),
});
type StoredVisit = z.output<typeof storedVisit>;

/** `NONE` stands where there was no holder yet: an update may copy it, which it may not do with a missing attribute. */
export const NONE = '-';

/** The end of the claim of a number that rests: nobody holds it, and no search finds it free. The last instant there is. */
export const NEVER = 8_640_000_000_000_000;

const holder = z.union([storedVisit, z.literal(NONE)]).optional();

const storedLease = z.object({
  u: z.int(),
  h0: holder,
  u1: z.int().optional(),
  h1: holder,
  u2: z.int().optional(),
  h2: holder,
  c: z.int().optional(),
  e: z.int().optional(),
});
export type StoredLease = z.output<typeof storedLease>;

export const parseLeaseItem = (item: unknown): StoredLease => storedLease.parse(item);

export const storeVisit = ({
  visit,
  stolen,
  isBack,
}: Pick<Holding, 'visit' | 'stolen'> & { readonly isBack: boolean }): StoredVisit => ({
  v: visit.visitId,
  f: visit.atMs,
  ...(visit.url ? { l: visit.url } : {}),
  ...(visit.referrer ? { r: visit.referrer } : {}),
  ...(visit.params ? { q: { ...visit.params } } : {}),
  ...(stolen ? { s: true as const } : {}),
  ...(isBack ? { b: true as const } : {}),
});

function holdingOf(stored: StoredVisit, untilMs: number): Holding {
  return {
    visit: {
      visitId: stored.v,
      atMs: stored.f,
      ...(stored.l ? { url: stored.l } : {}),
      ...(stored.r ? { referrer: stored.r } : {}),
      ...(stored.q ? { params: stored.q } : {}),
    },
    fromMs: stored.f,
    untilMs,
    stolen: stored.s === true,
  };
}

export function leaseOf(poolId: string, number: string, item: StoredLease): Lease {
  const claims: [StoredLease['h0'], number | undefined][] = [
    [item.h0, item.e ?? item.u],
    [item.h1, item.u1],
    [item.h2, item.u2],
  ];
  const holdings = claims.flatMap(([stored, untilMs]) =>
    stored === undefined || stored === NONE ? [] : [holdingOf(stored, untilMs ?? 0)],
  );
  return { poolId, number, holdings };
}
