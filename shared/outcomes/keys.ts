import type { TableSchema } from '../platform/table-schema.ts';
import type { ChainRef } from './ports.ts';

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
 *
 * Who a person is expires (platform/person-life.ts): contacts, meetings and the history; and so does what was told of bookings that
 * nobody knows. Verdicts and money stay.
 *
 * The indexes are sparse: `judgedSort` comes with the verdict, so an open outcome costs no index write.
 */
export const outcomesTable: TableSchema = {
  name: 'outcomes',
  stream: true,
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
  ],
};

export const outcomeKey = (outcomeId: string): { pk: string; sk: string } => ({ pk: `OUT#${outcomeId}`, sk: 'OUT' });

/** What the advertiser reported of it. */
export const feedbackKey = (outcomeId: string): { pk: string; sk: string } => ({
  pk: outcomeKey(outcomeId).pk,
  sk: 'FEEDBACK',
});

/** Digits enough for any instant, so that text order is time order. */
export const sortableMs = (atMs: number): string => String(atMs).padStart(15, '0');

export const personKey = (personHash: string): string => `PERSON#${personHash}`;

export const customerKey = (advertiserId: string, personHash: string): { pk: string; sk: string } => ({
  pk: `CUSTOMERS#${advertiserId}#${personHash.charAt(0)}`,
  sk: personHash,
});

export const chainKey = ({ advertiserId, name, currency, personHash }: ChainRef): { pk: string; sk: string } => ({
  pk: `CHAIN#${advertiserId}#${name}#${currency}#${personHash}`,
  sk: 'CHAIN',
});

export const publisherKeyOf = (publisherId: string): string => `PUB#${publisherId}`;
export const advertiserKeyOf = (advertiserId: string): string => `ADV#${advertiserId}`;
