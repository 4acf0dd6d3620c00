import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `reports`: counters derived from the streams, rebuildable.
 * - `DAY#<day of the verdict>` / `<publisherId>#<offerId>#<part, 2 digits>`: one part of a day's verdicts
 * - `J#…`, `BAL#…`: the books of account (shared/billing/keys.ts); the index is theirs
 */
export const reportsTable: TableSchema = {
  name: 'reports',
  indexes: [{ name: 'byAccount', pk: 'accountKey', sk: 'accountSort' }],
};

export const dayKey = (day: string): string => `DAY#${day}`;

/** An id has no `#` in it. */
export const partSort = (publisherId: string, offerId: string, part: number): string =>
  `${publisherId}#${offerId}#${String(part).padStart(2, '0')}`;
