import { explainStanding } from '../catalog/quality-tiers.ts';
import { cellText, toCsv } from '../kernel/csv.ts';
import { toDecimal } from '../kernel/money.ts';
import { Problem } from '../kernel/problem.ts';
import type { Entry } from '../ledger/model.ts';
import { owedBy } from '../ledger/model.ts';
import { type CarryReason, holdOf, isUnpaid, type Line, type Run, type RunState } from './model.ts';
import { sumOf } from './reserve.ts';

/** What a publisher is told of a run's state: steps inside the network are one word to them. */
export type StatementState = 'pending' | 'approved' | 'issued' | 'cancelled';

export const STATEMENT_STATE: Record<RunState, StatementState> = {
  opening: 'pending',
  drawing: 'pending',
  stopped: 'pending',
  drawn: 'pending',
  approved: 'approved',
  issued: 'issued',
  cancelled: 'cancelled',
};

const REASON_TEXT: Record<CarryReason, string> = {
  currency: 'Part of it is owed in a currency you are not paid in; it waits for a conversion',
  negative: 'More was taken back than earned; it is offset by the next periods',
  zero: 'Earned and taken back come to nothing',
  'below-threshold': 'Below the payout threshold; it is added to the next run',
  'no-payee': 'No payment details on file; it is paid once they are entered',
  'payee-on-hold': 'Payments to you are on hold; it is paid once the hold is released',
  'no-tax-form': 'No verified tax form on file; it is paid once there is one',
  'bank-unverified': 'Your bank details are not verified yet; it is paid once they are',
};

/** Why a line is not paid, in words for its publisher; undefined for one that is. */
export function reasonOf(line: Line, run: Pick<Run, 'state' | 'held'>): string | undefined {
  if (run.state === 'cancelled') return 'The run was cancelled; all of it is added to the next run';
  const hold = holdOf(run, line.publisherId);
  if (hold) return `Held back from this run: ${hold.reason}; all of it is added to the next run`;
  return line.decision.kind === 'carry' ? REASON_TEXT[line.decision.reason] : undefined;
}

/** An HTTP answer may weigh 6 MB (Lambda); a row about 120 bytes. */
export const MAX_STATEMENT_ROWS = 40_000;

export const HEADER = ['day', 'what', 'id', 'outcome', 'reason', 'amount', 'currency', 'setter'];

/** A verdict says by which quality tier it was priced, where its deal has any. */
const reasonText = ({ reason, quality }: Entry, currency: string): string =>
  quality ? `${reason}; ${explainStanding(quality, (minor) => toDecimal(minor, currency))}` : reason;

const entryRow = (entry: Entry, currency: string): string[] => [
  entry.payableDay,
  entry.kind,
  entry.entryId,
  entry.outcomeId ?? '',
  cellText(reasonText(entry, currency)),
  toDecimal(owedBy(entry).get(currency) ?? 0n, currency),
  currency,
  entry.setterId ?? '',
];

type Row = (what: string, amountMinor: bigint, reason?: string) => string[];

function reserveRows({ reserve }: Line, row: Row): string[][] {
  if (!reserve) return [];
  const rows = [row('kept back', -reserve.withheldMinor), row('given back', reserve.releasedMinor)];
  const last = reserve.kept.at(-1);
  return last ? [...rows, row('kept back in all', sumOf(reserve.kept), `Given back until ${last.untilDay}`)] : rows;
}

/** What entries come to by who brought them, and how many they are. */
type BySetter = Map<string, { readonly entries: number; readonly owedMinor: bigint }>;

function addBrought(brought: BySetter, entry: Entry, currency: string): void {
  const { setterId } = entry;
  if (setterId === undefined) return;
  const { entries, owedMinor } = brought.get(setterId) ?? { entries: 0, owedMinor: 0n };
  brought.set(setterId, { entries: entries + 1, owedMinor: owedMinor + (owedBy(entry).get(currency) ?? 0n) });
}

/** One row for each setter, so that a publisher can pay its own people by it. */
const setterRows = ({ toDay, currency }: Line, brought: BySetter): string[][] =>
  [...brought]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([setterId, { entries, owedMinor }]) => [
      ...[toDay, 'brought by setter', setterId, '', `${entries} ${entries === 1 ? 'entry' : 'entries'}`],
      ...[toDecimal(owedMinor, currency), currency, setterId],
    ]);

/** The rows under the entries: from what was carried in to what is paid and carried on. */
function summaryRows(line: Line, run: Pick<Run, 'state' | 'held'>): string[][] {
  const { currency, toDay, runId } = line;
  const row: Row = (what, amountMinor, reason = '') => [
    toDay,
    what,
    runId,
    '',
    reason,
    toDecimal(amountMinor, currency),
    currency,
    '',
  ];
  const goesOn = isUnpaid(run, line.publisherId);
  const reason = reasonOf(line, run);
  return [
    row('carried in', line.carriedInMinor),
    ...reserveRows(line, row),
    row('total', line.totalMinor),
    row('paid', goesOn ? 0n : line.payMinor),
    row('carried on', goesOn ? line.totalMinor : line.carriedOutMinor, reason),
  ];
}

/** Every entry of a line, what each setter brought of it, then how they became a payment or why they did not. */
export async function* statementRows(
  line: Line,
  run: Pick<Run, 'state' | 'held'>,
  pages: AsyncIterable<readonly Entry[]>,
): AsyncGenerator<string[]> {
  const brought: BySetter = new Map();
  for await (const page of pages) {
    for (const entry of page) {
      addBrought(brought, entry, line.currency);
      yield entryRow(entry, line.currency);
    }
  }
  yield* setterRows(line, brought);
  yield* summaryRows(line, run);
}

/**
 * The statement of one line: every entry, then how they became a payment or why they did not.
 *
 * @throws Problem `too-large` above {@link MAX_STATEMENT_ROWS}
 */
export async function statementCsv(
  line: Line,
  run: Pick<Run, 'state' | 'held'>,
  pages: AsyncIterable<readonly Entry[]>,
): Promise<string> {
  if (line.entries.count > MAX_STATEMENT_ROWS) {
    throw new Problem('too-large', `the statement has ${line.entries.count} entries; ask for its days one by one`);
  }
  const rows: string[][] = [];
  for await (const row of statementRows(line, run, pages)) rows.push(row);
  return toCsv(HEADER, rows);
}
