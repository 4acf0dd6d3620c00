import type { Day } from '../kernel/time.ts';
import type { TableSchema } from '../platform/table-schema.ts';

/**
 * Table `ledger`: append only, for ever.
 * - `PUB#<publisherId>` / `<payable day>#<entry id>`: what a payout period sums, so a period is one range
 * - `PUB#<publisherId>` / `PAID#<run id>#<entry id>`: payments, outside every day's range, so that no period counts them as earnings
 * - `PUB#<publisherId>` / `FROZEN#<entry id>#<move>`: the day of an adjustment, frozen before it is booked, as a verdict freezes its own
 * - `ADV#<advertiserId>` / `<entry id>`: what concerns no publisher (deposits, tax); no day in the key, so that a retry tomorrow finds it
 */
export const ledgerTable: TableSchema = { name: 'ledger', stream: true, protect: true };

export const ledgerPk = (publisherId: string): string => `PUB#${publisherId}`;

export const advertiserPk = (advertiserId: string): string => `ADV#${advertiserId}`;

export const entrySk = (payableDay: Day, entryId: string): string => `${payableDay}#${entryId}`;

/** Behind every entry of a day: `~` sorts after all that an id is made of. */
export const endOfDaySk = (day: Day): string => `${day}#~`;

export const paymentSk = (runId: string, entryId: string): string => `PAID#${runId}#${entryId}`;

export const frozenPrefix = (entryId: string): string => `FROZEN#${entryId}#`;

/** Two digits: a day moves once or twice. */
export const frozenSk = (entryId: string, move: number): string =>
  `${frozenPrefix(entryId)}${String(move).padStart(2, '0')}`;
