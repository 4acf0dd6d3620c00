import { z } from 'zod';
import { campaignOf, sourceOf } from './contract.ts';
import type { Place, VisitKind } from './model.ts';

/** Items of table `leases` as reporting reads them: only what says that a visit began. */

const visit = z.object({
  v: z.string(),
  f: z.int(),
  q: z.record(z.string(), z.string()).optional(),
  b: z.literal(true).optional(),
});

/** `-` stands where there was no holder yet. */
const lease = z.object({ pk: z.string().startsWith('POOL#'), h0: z.union([visit, z.literal('-')]).optional() });

const seen = z.object({
  pk: z.string().startsWith('SEEN#'),
  kind: z.enum(['source', 'fallback']),
  publisherId: z.string(),
  offerId: z.string(),
  source: z.string(),
  atMs: z.int(),
});

type Named = Pick<Place, 'publisherId' | 'offerId'>;

/** A visit that began, as far as its item tells: the catalog knows the rest. */
export interface ToldVisit {
  readonly visitId: string;
  readonly atMs: number;
  readonly got: VisitKind;
  /** The pool that served it, or whose page it was. */
  readonly at: { readonly poolId: string } | Named;
  readonly place: Pick<Place, 'source' | 'campaign' | 'medium' | 'term' | 'content'>;
}

const holderOf = (image: Record<string, unknown> | undefined): z.output<typeof visit> | undefined => {
  const { h0 } = image ? lease.parse(image) : {};
  return h0 === '-' ? undefined : h0;
};

/**
 * The visit that a change of an item tells of; undefined for every other change: a lease that is renewed, let go or taken by a
 * visitor who had the number before, places on targets, bids.
 *
 * @throws a zod error for a lease or note that can't be read
 */
export function visitToldBy(
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown>,
): ToldVisit | undefined {
  const key = String(after.pk);
  if (key.startsWith('SEEN#')) {
    const { pk, kind, publisherId, offerId, source, atMs } = seen.parse(after);
    const place = { source: sourceOf(source, undefined) };
    return { visitId: pk, atMs, got: kind, at: { publisherId, offerId }, place };
  }
  if (!key.startsWith('POOL#')) return undefined;
  const holder = holderOf(after);
  if (!holder || holder.b || holderOf(before)?.v === holder.v) return undefined;
  const place = { source: sourceOf(undefined, holder.q), ...campaignOf(holder.q) };
  return { visitId: holder.v, atMs: holder.f, got: 'leased', at: { poolId: key.slice('POOL#'.length) }, place };
}
