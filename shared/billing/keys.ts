import type { Day, EpochMs } from '../kernel/time.ts';

/**
 * In table `reports`, derived from the stream of `ledger`:
 * - `J#<day of booking>` / `<booked at, 15 digits>#<entry id>`: an entry, and the mark that it is entered;
 *   in index `byAccount` under its advertiser
 * - `BAL#<year>` / `<account>#<currency>#<part>`: what an account changed by, month by month (`m01` … `m12`),
 *   and by how many postings (`n01` … `n12`)
 * - `EXPORT#<export id>` / `EXPORT`: one export, `PART#<name>` its parts; `EXPORTS` / `<export id>`: one that is not done
 */
export const BY_ACCOUNT = 'byAccount';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const journalPk = (day: Day): string => `J#${day}`;

/** Digits enough for any instant, so that text order is time order. */
export const sortableMs = (atMs: EpochMs): string => String(atMs).padStart(15, '0');

export const journalSort = (bookedAtMs: EpochMs, entryId: string): string => `${sortableMs(bookedAtMs)}#${entryId}`;

export const advertiserAccountKey = (advertiserId: string): string => `ADV#${advertiserId}`;

/**
 * Accounts that many entries touch at once are counted in parts, so that two shards of the stream seldom meet on one
 * item. A publisher's entries come in one shard.
 */
export const BALANCE_PARTS = 8;

export const balancePk = (year: number): string => `BAL#${year}`;
/** No account, currency or part has a `#` in it. */
export const balanceSort = (account: string, currency: string, part: number): string =>
  `${account}#${currency}#${part}`;

export const monthAttribute = (month: string): string => `m${month.slice('YYYY-'.length)}`;
export const countAttribute = (month: string): string => `n${month.slice('YYYY-'.length)}`;

export const ACTIVE_EXPORTS = 'EXPORTS';
const exportPk = (exportId: string): string => `EXPORT#${exportId}`;
export const exportKey = (exportId: string): Key => ({ pk: exportPk(exportId), sk: 'EXPORT' });
export const PART_PREFIX = 'PART#';
export const partItemKey = (exportId: string, name: string): Key => ({
  pk: exportPk(exportId),
  sk: `${PART_PREFIX}${name}`,
});
export const activeExportKey = (exportId: string): Key => ({ pk: ACTIVE_EXPORTS, sk: exportId });
