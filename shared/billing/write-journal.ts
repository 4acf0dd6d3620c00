import { stringify } from 'csv-stringify/sync';
import { cellText } from '../kernel/csv.ts';
import { toDecimal } from '../kernel/money.ts';
import { toIso } from '../kernel/time.ts';
import type { ExportFormat } from './export.ts';
import type { BookedEntry } from './model.ts';

const COLUMNS = [
  'booked_at',
  'entry',
  'kind',
  'publisher',
  'payable_day',
  'outcome',
  'offer',
  'reverses',
  'reason',
  'account',
  'amount',
  'currency',
] as const;

/** One row a posting; debits are positive, credits negative. */
const rowsOf = (entry: BookedEntry): string[][] =>
  entry.postings.map(({ account, amountMinor, currency }) => [
    toIso(entry.bookedAtMs),
    cellText(entry.entryId),
    entry.kind,
    cellText(entry.publisherId ?? ''),
    entry.payableDay,
    cellText(entry.outcomeId ?? ''),
    cellText(entry.offerId ?? ''),
    cellText(entry.reverses ?? ''),
    cellText(entry.reason),
    account,
    toDecimal(amountMinor, currency),
    currency,
  ]);

/** One line an entry; amounts are whole minor units. */
function lineOf({ bookedAtMs, postings, ...entry }: BookedEntry): string {
  const whole = postings.map((posting) => ({ ...posting, amountMinor: Number(posting.amountMinor) }));
  return `${JSON.stringify({ bookedAt: toIso(bookedAtMs), ...entry, postings: whole })}\n`;
}

/** A part of the journal; each CSV part has the header, so that each opens by itself. */
export const writeJournal = (format: ExportFormat, entries: readonly BookedEntry[]): string =>
  format === 'jsonl'
    ? entries.map(lineOf).join('')
    : stringify([[...COLUMNS], ...entries.flatMap(rowsOf)], { record_delimiter: 'windows' });
