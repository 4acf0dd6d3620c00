import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fromDecimal } from '../kernel/money.ts';
import { type FieldError, invalidField, Problem } from '../kernel/problem.ts';
import { currencyCode, id, minorIn } from '../kernel/schemas.ts';
import type { AdjustmentRequest } from './adjust-outcome.ts';

/** One row of an upload with its line in the file, the header being line 1. */
export interface AdjustmentRow {
  readonly line: number;
  readonly request: AdjustmentRequest;
}

export const MAX_ROWS = 10_000;
/** Ten thousand rows with a sentence each; a Lambda takes 6 MB. */
export const MAX_CSV_BYTES = 3 * 1024 * 1024;
/** One line as long as that is no row. */
const MAX_ROW_BYTES = 2_000;
/** Enough to mend a file by; an answer is no file. */
const MAX_NAMED = 100;

const HEADER = ['outcome', 'action', 'charge', 'payout', 'currency', 'reason'];

export const reasonText = z.string().trim().min(1, 'is needed').max(200);

const amountText = z.string().regex(/^-?\d{1,15}(\.\d{1,8})?$/, 'is not an amount such as -12.50');

const rowText = z.discriminatedUnion('action', [
  z.object({ action: z.literal('reverse'), outcome: id, reason: reasonText }),
  z.object({
    action: z.literal('change'),
    outcome: id,
    charge: amountText,
    payout: amountText,
    currency: currencyCode,
    reason: reasonText,
  }),
]);

const errorOf = (line: number, column: string, message: string): FieldError => ({
  field: `body.csv.line ${line}${column === '' ? '' : `.${column}`}`,
  message,
});

/** @throws Problem `invalid` naming the rows, at most 100 of them */
export function refuseRows(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (!first) return;
  const rows = new Set(errors.map(({ field }) => field.split('.').slice(0, 3).join('.')));
  const detail = `${rows.size} of the rows can not be applied, so none is; the first: ${first.field}: ${first.message}`;
  throw new Problem('invalid', detail, errors.slice(0, MAX_NAMED));
}

/** An amount in minor units; an error for fractions of a cent and for amounts beyond all sense. */
function minorOf(text: string, currency: string): bigint | string {
  const minor = fromDecimal(text, currency);
  if (minor === undefined) return `has more decimals than ${currency} has`;
  const bounded = minorIn.safeParse(Number(minor));
  return bounded.success ? bounded.data : 'is larger than any amount here';
}

function rowOf(line: number, record: unknown): AdjustmentRow | readonly FieldError[] {
  const parsed = rowText.safeParse(record);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => errorOf(line, issue.path.join('.'), issue.message));
  }
  const { outcome: outcomeId, reason } = parsed.data;
  if (parsed.data.action === 'reverse') return { line, request: { action: 'reverse', outcomeId, reason } };
  const { charge, payout, currency } = parsed.data;
  const chargeMinor = minorOf(charge, currency);
  const payoutMinor = minorOf(payout, currency);
  if (typeof chargeMinor === 'string') return [errorOf(line, 'charge', chargeMinor)];
  if (typeof payoutMinor === 'string') return [errorOf(line, 'payout', payoutMinor)];
  return { line, request: { action: 'change', outcomeId, reason, chargeMinor, payoutMinor, currency } };
}

interface Record {
  readonly record: unknown;
  readonly info: { readonly lines: number };
}

function readCsv(csv: string): readonly Record[] {
  try {
    return parse(csv, {
      bom: true,
      columns: (names: string[]) => checkHeader(names.map((name) => name.trim().toLowerCase())),
      info: true,
      max_record_size: MAX_ROW_BYTES,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MAX_ROWS + 1,
      trim: true,
    }) as unknown as Record[];
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw invalidField('body.csv', `is not a CSV file: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

function checkHeader(names: string[]): string[] {
  if (names.join() !== HEADER.join()) throw invalidField('body.csv.line 1', `must be ${HEADER.join(',')}`);
  return names;
}

/**
 * Reads an upload of adjustments: `outcome,action,charge,payout,currency,reason`, amounts in decimals of the currency, action
 * `change` or `reverse`.
 *
 * @throws Problem `invalid` naming every bad row by its line
 */
export function parseAdjustments(csv: string): readonly AdjustmentRow[] {
  const records = readCsv(csv);
  if (records.length === 0) throw invalidField('body.csv', 'has no row');
  if (records.length > MAX_ROWS) throw invalidField('body.csv', `has more than ${MAX_ROWS} rows`);
  const rows: AdjustmentRow[] = [];
  const errors: FieldError[] = [];
  for (const { record, info } of records) {
    const row = rowOf(info.lines, record);
    if ('request' in row) rows.push(row);
    else errors.push(...row);
  }
  refuseRows(errors);
  return rows;
}
