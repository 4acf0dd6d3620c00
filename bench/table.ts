import type { WeighedFunction } from './functions.ts';
import type { Measured } from './measure.ts';

export interface BenchResult {
  readonly verbs: readonly Measured[];
  readonly functions: readonly WeighedFunction[];
  readonly included: string;
}

const COLUMNS = ['verb', '/s', 'p50 ms', 'p99 ms', 'write', 'read', '$/million', 'floor ms', '× floor'];

/** For people: the same as `--json`, without the points behind the slope. */
export function tableOf({ verbs, functions, included }: BenchResult): string {
  const rows = verbs.map((verb) => [
    verb.bench,
    verb.perSecond,
    verb.p50Ms.toFixed(2),
    verb.p99Ms.toFixed(2),
    verb.meanWriteUnits,
    verb.meanReadUnits,
    verb.dollarsPerMillion.toFixed(2),
    verb.floorP50Ms.toFixed(2),
    verb.ratioToFloor.toFixed(2),
  ]);
  const slope = verbs.flatMap((verb) => ('slope' in verb ? [`run: slope ${verb.slope} from 1,000 entries up`] : []));
  return [
    aligned([COLUMNS, ...rows]),
    '',
    ...verbs.map(({ bench, of }) => `${bench}: ${of}`),
    ...slope,
    `$: ${included}`,
    '',
    aligned([
      ['function', 'KB', 'load ms'],
      ...functions.map(({ name, kilobytes, loadMs }) => [name, kilobytes, loadMs.toFixed(1)]),
    ]),
  ].join('\n');
}

/** First column to the left, the others to the right. */
export function aligned(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const cell = (value: string | number, column: number): string =>
    column === 0 ? String(value).padEnd(widths[column] ?? 0) : String(value).padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ')).join('\n');
}
