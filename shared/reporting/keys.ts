import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `reports`: counters derived from the streams, rebuildable.
 * - `DAY#<day of the verdict>` / `<publisherId>#<offerId>#<part, 2 digits>`: one part of a day's verdicts
 */
export const reportsTable: TableSchema = { name: 'reports' };

export const dayKey = (day: string): string => `DAY#${day}`;

/** An id has no `#` in it. */
export const partSort = (publisherId: string, offerId: string, part: number): string =>
  `${publisherId}#${offerId}#${String(part).padStart(2, '0')}`;
