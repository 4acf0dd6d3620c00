import { z } from 'zod';
import type { EventType } from '../contract/events.ts';
import { NETWORK, type OwnedEvent, type Owner } from '../model.ts';
import { advertiser, type Happening, publisher, toldTo } from './owned-events.ts';

/** An entry as table `ledger` stores it. */
const entryImage = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  at: z.int(),
  reason: z.string(),
  outcomeId: z.string().optional(),
  offerId: z.string().optional(),
  reverses: z.string().optional(),
  day: z.string().optional(),
  postings: z.array(z.object({ a: z.string(), m: z.int(), c: z.string() })),
});
type Image = z.output<typeof entryImage>;

/** A verdict's entry is no news: the verdict itself is. Tax comes with its invoice. */
const TYPE_OF_KIND: Readonly<Record<string, EventType>> = {
  adjustment: 'outcome.adjusted',
  payment: 'payout.paid',
  return: 'payout.returned',
  reserve: 'reserve.changed',
  deposit: 'deposit.received',
};

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** What an entry says to those whose account it changes. @throws a zod error for an entry that can't be read */
export function ledgerEvents(item: Record<string, unknown>): readonly OwnedEvent[] {
  const image = entryImage.parse(item);
  const type = TYPE_OF_KIND[image.kind];
  if (!type) return [];
  const entryId = image.sk.slice(image.sk.lastIndexOf('#') + 1);
  const happening = { type, objectId: image.outcomeId ?? entryId, key: entryId, atMs: image.at };
  const common = { entryId, reason: image.reason, ...detailsOf(type, image) };
  const sides = image.postings.flatMap((posting) => sideOf(posting) ?? []);
  return [...sides, ...networkOf(type, sides)].map(({ owner, amountMinor, currency }) =>
    toldTo(owner, happening satisfies Happening, { ...common, amountMinor, currency }),
  );
}

interface Side {
  readonly owner: Owner;
  readonly amountMinor: number;
  readonly currency: string;
}

/** A receivable grows with a debit, what we owe a publisher with a credit. */
function sideOf({ a, m, c }: Image['postings'][number]): Side | undefined {
  const [who = '', id = '', what = ''] = a.split(':');
  if (who === 'advertiser' && what === 'receivable') return { owner: advertiser(id), amountMinor: m, currency: c };
  if (who === 'publisher' && what === 'payable') return { owner: publisher(id), amountMinor: -m, currency: c };
  return undefined;
}

/** The network sees the advertiser's side where there is one. */
function networkOf(type: EventType, sides: readonly Side[]): readonly Side[] {
  const [side] = sides.toSorted((a, b) => a.owner.kind.localeCompare(b.owner.kind));
  return side && type !== 'reserve.changed' ? [{ ...side, owner: NETWORK }] : [];
}

function detailsOf(type: EventType, { sk, outcomeId, offerId, reverses, day }: Image): object {
  if (type === 'outcome.adjusted') return { outcomeId, offerId, reverses, payableDay: day ?? sk.slice(0, DAY_LENGTH) };
  if (type === 'payout.paid') return { runId: /^PAID#([^#]+)#/.exec(sk)?.[1] };
  return {};
}
