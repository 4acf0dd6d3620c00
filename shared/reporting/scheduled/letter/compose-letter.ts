import type { ReportSide } from '../../kpis.ts';
import type { Report, ReportRow } from '../../make-report.ts';
import type { Dimension } from '../../model.ts';
import { type Period, sideOf } from '../../read-facts.ts';
import type { ShownSums } from '../../show-sums.ts';
import { readerOf } from '../manage-schedules.ts';
import type { ReportSchedule } from '../model.ts';
import { AMOUNTS, count, HEADS, kpiInWords, money, periodInWords, plain, share, valueInWords } from './words.ts';

/** Gmail cuts a letter off at 102 KB; the API and the console have all rows. */
export const MAX_ROWS = 50;

/** Lines of one cell: more than one where there are several currencies. */
export type Cell = readonly string[];

/** What a letter says, however it is written down. All of it is text, and none of it is safe to be taken for anything else. */
export interface Letter {
  readonly name: string;
  readonly period: string;
  readonly figures: readonly { readonly label: string; readonly value: Cell; readonly hint?: string }[];
  readonly table: {
    /** So many columns name the row; numbers follow. */
    readonly names: number;
    readonly heads: readonly string[];
    readonly rows: readonly (readonly Cell[])[];
    readonly total: readonly Cell[];
  };
  readonly kpis: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly string[];
  readonly footer: string;
}

export interface LetterParts {
  readonly schedule: ReportSchedule;
  readonly period: Period;
  /** Why there is no report, where there is none. */
  readonly report: Report | { readonly refused: string };
  readonly networkZone: string;
}

const COUNTS = [
  ['visits', 'Visits'],
  ['outcomes', 'Outcomes'],
  ['qualified', 'Qualified'],
] as const;

const NOTHING: Cell = ['–'];

/** @returns the letter, with the names that its reader knows things by */
export function composeLetter(parts: LetterParts): Letter {
  const { schedule, period, report } = parts;
  const frame = { name: schedule.name, period: periodInWords(period), footer: footerOf(parts) };
  if ('refused' in report) {
    const table = { names: 0, heads: [], rows: [], total: [] };
    return { ...frame, figures: [], table, kpis: [], notes: [report.refused] };
  }
  const { groupBy } = schedule;
  const amounts = amountsOf(report, sideOf(readerOf(schedule.owner)));
  const numbersOf = (sums: ShownSums): Cell[] => [
    ...COUNTS.map(([name]) => [count(sums.counts[name])]),
    ...amounts.map(([name]) => amountOf(sums, name)),
  ];
  const rows = largest(report.rows).map((row) => [...namesOf(row, groupBy), ...numbersOf(row)]);
  const { total } = report;
  return {
    ...frame,
    figures: figuresOf(total, amounts[0]),
    table: {
      names: groupBy.length,
      heads: [...groupBy.map((dimension) => HEADS[dimension]), ...[...COUNTS, ...amounts].map(([, label]) => label)],
      rows,
      total: [...groupBy.map((_dimension, index) => [index === 0 ? 'Total' : '']), ...numbersOf(total)],
    },
    kpis: total.kpis.flatMap((kpi) => {
      const words = kpiInWords(kpi);
      return words ? [words] : [];
    }),
    notes: notesOf(report),
  };
}

/** The rows with the most outcomes, in the order of the report. */
function largest(rows: readonly ReportRow[]): readonly ReportRow[] {
  if (rows.length <= MAX_ROWS) return rows;
  const bySize = rows.toSorted(
    ({ counts: a }, { counts: b }) => b.outcomes - a.outcomes || b.qualified - a.qualified || b.visits - a.visits,
  );
  const kept = new Set(bySize.slice(0, MAX_ROWS));
  return rows.filter((row) => kept.has(row));
}

/** Of one line, whatever its name has in it. */
export const subjectOf = ({ name, period }: Letter): string => plain(`${name}: ${period}`);

function namesOf({ group, names }: ReportRow, groupBy: readonly Dimension[]): Cell[] {
  const known: Partial<Record<Dimension, string>> = names ?? {};
  return groupBy.map((dimension) => [known[dimension] ?? valueInWords(dimension, group[dimension] ?? '')]);
}

type Amount = (typeof AMOUNTS)[ReportSide][number];

function amountsOf({ rows, total }: Report, side: ReportSide): readonly Amount[] {
  const isThere = ([name]: Amount): boolean =>
    [total, ...rows].some(({ money: byCurrency }) => byCurrency.some((each) => (each[name] ?? 0n) !== 0n));
  return AMOUNTS[side].filter((amount, index) => index === 0 || isThere(amount));
}

function amountOf({ money: byCurrency }: ShownSums, name: Amount[0]): Cell {
  const lines = byCurrency.flatMap((each) => {
    const amountMinor = each[name];
    return amountMinor === undefined ? [] : [money(amountMinor, each.currency)];
  });
  return lines.length > 0 ? lines : NOTHING;
}

function figuresOf(total: ShownSums, amount: Amount | undefined): Letter['figures'] {
  const { visits, outcomes, qualified } = total.counts;
  const ofThem = outcomes > 0 ? { hint: `${share(qualified / outcomes)} of outcomes` } : {};
  return [
    { label: 'Visits', value: [count(visits)] },
    { label: 'Outcomes', value: [count(outcomes)] },
    { label: 'Qualified', value: [count(qualified)], ...ofThem },
    ...(amount ? [{ label: amount[1], value: amountOf(total, amount[0]) }] : []),
  ];
}

function notesOf({ rows }: Report): string[] {
  if (rows.length === 0) return ['Nothing happened in this time.'];
  if (rows.length <= MAX_ROWS) return [];
  const others = count(rows.length - MAX_ROWS);
  return [
    `These are the ${MAX_ROWS} with the most outcomes; the total has all. The other ${others} are in the console and in the API.`,
  ];
}

function footerOf({ schedule: { every, hour, zone }, networkZone }: LetterParts): string {
  const when = every === 'day' ? 'each day' : 'each week';
  const clock = `${String(hour).padStart(2, '0')}:00, ${zone}`;
  return `Sent ${when} at ${clock}, once the ${every} is over. Days are cut by the network’s clock, ${networkZone}. Its schedule is under Reports in the console.`;
}
