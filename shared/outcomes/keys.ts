import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `outcomes`. Items:
 * - `OUT#<outcomeId>` / `OUT`: one outcome, from open to verdict; its channel keeps its own attributes in the same item.
 * - `PERSON#<personHash>` / `<startedAtMs, 15 digits>#<outcomeId>`: one contact of a person, for repeats.
 * - `CUSTOMERS#<advertiserId>` / `<personHash>`: one customer of an advertiser's uploaded list.
 *
 * The indexes are sparse: an outcome enters them with its verdict, so an open one costs no index write.
 */
export const outcomesTable: TableSchema = {
  name: 'outcomes',
  stream: true,
  indexes: [
    { name: 'byPublisher', pk: 'publisherKey', sk: 'judgedSort', include: ['state', 'offerId', 'openedAtMs'] },
    { name: 'byAdvertiser', pk: 'advertiserKey', sk: 'judgedSort', include: ['state', 'offerId', 'openedAtMs'] },
  ],
};

export const outcomeKey = (outcomeId: string): { pk: string; sk: string } => ({ pk: `OUT#${outcomeId}`, sk: 'OUT' });

/** Digits enough for any instant, so that text order is time order. */
export const sortableMs = (atMs: number): string => String(atMs).padStart(15, '0');

export const personKey = (personHash: string): string => `PERSON#${personHash}`;

export const customersKey = (advertiserId: string): string => `CUSTOMERS#${advertiserId}`;
