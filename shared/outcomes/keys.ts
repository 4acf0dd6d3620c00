import type { TableSchema } from '../platform/table-schema.ts';
import type { ChainRef } from './ports.ts';
import type { Replacement } from './replacement.ts';

type Key = { readonly pk: string; readonly sk: string };

/**
 * Table `outcomes`. Items:
 * - `OUT#<outcomeId>` / `OUT`: one outcome, from open to verdict; its channel keeps its own attributes in the same item
 *   (attribute names: outcome-item.ts).
 *   `gone`, once the person was erased, says when; `OUT#<outcomeId>` / `FEEDBACK` what the advertiser reported of it.
 * - `PERSON#<personHash>` / `<startedAtMs, 15 digits>#<outcomeId>`: one contact of a person, for repeats.
 * - `CUSTOMERS#<advertiserId>#<first letter of personHash>` / `<personHash>`: one customer of an advertiser's uploaded list;
 *   64 partitions, since one takes no more than 1,000 writes a second and a list has ten thousand lines.
 * - `CHAIN#<advertiserId>#<name>#<currency>#<personHash>` / `CHAIN`: a person's steps in a chain of offers, in order, and which of
 *   them was sold (credit-chain.ts).
 * - `OUT#<outcomeId>` / `REFUSAL`: there once its advertiser disputes or refuses it, so that it can't do both.
 * - `OUT#<outcomeId>` / `REPLACEMENT`: the story of one that its advertiser refused (replacement.ts); `OUT#<outcomeId>` / `REPLACES`
 *   which one this one replaces; `OWED#<offerId>#<publisherId>` / `<askedAtMs, 15 digits>#<outcomeId>` those that are owed, and
 *   `REPLACEMENTS` / `<last day>#<outcomeId>` until when.
 *
 * Who a person is expires (platform/person-life.ts): contacts, meetings and the history; and so does what was told of bookings that
 * nobody knows. Verdicts and money stay.
 *
 * The indexes are sparse: `judgedSort` comes with the verdict, so an open outcome costs no index write; `liveKey` goes with it, and is
 * there only while somebody looks (calls/live/).
 */
export const outcomesTable: TableSchema = {
  name: 'outcomes',
  // Webhooks tell what a write changed, not what has stood there since.
  stream: 'changes',
  expires: true,
  indexes: [
    {
      name: 'byPublisher',
      pk: 'publisherKey',
      sk: 'judgedSort',
      include: ['state', 'offerId', 'openedAtMs', 'payoutMinor', 'currency', 'setter'],
    },
    {
      name: 'byAdvertiser',
      pk: 'advertiserKey',
      sk: 'judgedSort',
      include: ['state', 'offerId', 'openedAtMs', 'chargeMinor', 'currency'],
    },
    // What changes while a call runs is read from its own item: copied here, each change would cost a write more.
    { name: 'live', pk: 'liveKey', sk: 'liveSort', include: ['offerId'] },
  ],
};

export const outcomeKey = (outcomeId: string): Key => ({ pk: `OUT#${outcomeId}`, sk: 'OUT' });

/** What the advertiser reported of it. */
export const feedbackKey = (outcomeId: string): Key => ({
  pk: outcomeKey(outcomeId).pk,
  sk: 'FEEDBACK',
});

/** Digits enough for any instant, so that text order is time order. */
export const sortableMs = (atMs: number): string => String(atMs).padStart(15, '0');

export const personKey = (personHash: string): string => `PERSON#${personHash}`;

export const customerKey = (advertiserId: string, personHash: string): Key => ({
  pk: `CUSTOMERS#${advertiserId}#${personHash.charAt(0)}`,
  sk: personHash,
});

export const chainKey = ({ advertiserId, name, currency, personHash }: ChainRef): Key => ({
  pk: `CHAIN#${advertiserId}#${name}#${currency}#${personHash}`,
  sk: 'CHAIN',
});

/** What lists an open outcome under an advertiser that looks; the verdict takes it away. */
export const liveAttributes = (advertiserId: string, openedAtMs: number) => ({
  liveKey: advertiserKeyOf(advertiserId),
  liveSort: sortableMs(openedAtMs),
});

export const LIVE_ATTRIBUTES = ['liveKey', 'liveSort'] as const;

export const publisherKeyOf = (publisherId: string): string => `PUB#${publisherId}`;
export const advertiserKeyOf = (advertiserId: string): string => `ADV#${advertiserId}`;

/** The story of an outcome that its advertiser refused. */
export const replacementKey = (outcomeId: string): Key => ({ pk: outcomeKey(outcomeId).pk, sk: 'REPLACEMENT' });

/** Which way its advertiser chose, of those that shut each other out: a dispute, or a replacement. */
export const refusalKey = (outcomeId: string): Key => ({ pk: outcomeKey(outcomeId).pk, sk: 'REFUSAL' });

/** Which outcome this one replaces. */
export const replacesKey = (outcomeId: string): Key => ({ pk: outcomeKey(outcomeId).pk, sk: 'REPLACES' });

type Owed = Pick<Replacement, 'offerId' | 'publisherId' | 'askedAtMs' | 'outcomeId'>;

export const owedKey = ({ offerId, publisherId, askedAtMs, outcomeId }: Owed): Key => ({
  pk: `OWED#${offerId}#${publisherId}`,
  sk: `${sortableMs(askedAtMs)}#${outcomeId}`,
});

export const waitingReplacementKey = ({ untilDay, outcomeId }: Pick<Replacement, 'untilDay' | 'outcomeId'>): Key => ({
  pk: 'REPLACEMENTS',
  sk: `${untilDay}#${outcomeId}`,
});
