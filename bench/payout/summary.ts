import { dollarsPerMillion } from '../prices.ts';
import { logSlope, round } from '../statistics.ts';
import { aligned } from '../table.ts';
import type { RunResult, VerbUse } from './one-run.ts';

/** What a run of this size may need and cost. */
const MAX_PEAK_MB = 512;
const MAX_SLOPE = 1.1;
const TEN_MILLION = 10_000_000;
const MAX_READ_DOLLARS = 0.5;

const MEMORY_MB = 512;

export interface PayoutSummary {
  readonly points: readonly (RunResult & { readonly runMs: number })[];
  /** Of the time over the entries: 1 means in proportion. */
  readonly slope: number;
  readonly peakMb: number;
  /** Of the largest run, for each entry. */
  readonly unitsPerEntry: { readonly read: number; readonly write: number };
  readonly tenMillionEntries: {
    readonly readUnits: number;
    readonly readDollars: number;
    readonly writeUnits: number;
    /** Units, Lambda and SQS together. */
    readonly dollars: number;
  };
  readonly holds: boolean;
}

const total = (verbs: readonly VerbUse[], of: (verb: VerbUse) => number): number =>
  verbs.reduce((sum, verb) => sum + of(verb), 0);

/** List price of so many units, in dollars to the cent. */
const unitDollars = (units: { readUnits?: number; writeUnits?: number }): number =>
  dollarsPerMillion({
    readUnits: (units.readUnits ?? 0) / 1_000_000,
    writeUnits: (units.writeUnits ?? 0) / 1_000_000,
    ...{ tableRequests: 0, computeMs: 0, memoryMb: 0, invocations: 0, queueRequests: 0, apiRequests: 0 },
  });

/** Everything that a run of so many times this size costs. */
function dollarsOf({ verbs, publishers }: RunResult, times: number): number {
  const per = times / 1_000_000;
  return dollarsPerMillion({
    readUnits: total(verbs, ({ readUnits }) => readUnits) * per,
    writeUnits: total(verbs, ({ writeUnits }) => writeUnits) * per,
    tableRequests: total(verbs, ({ requests }) => requests) * per,
    computeMs: total(verbs, ({ elapsedMs }) => elapsedMs) * per,
    invocations: total(verbs, ({ invocations }) => invocations) * per,
    // A line's message is sent, received and deleted.
    queueRequests: publishers * 3 * per,
    memoryMb: MEMORY_MB,
    apiRequests: 0,
  });
}

export function summaryOf(results: readonly RunResult[]): PayoutSummary {
  const points = results.map((result) => ({ ...result, runMs: total(result.verbs, ({ elapsedMs }) => elapsedMs) }));
  const largest = points.at(-1);
  if (!largest) throw new Error('nothing was measured');
  const readUnits = total(largest.verbs, (verb) => verb.readUnits);
  const writeUnits = total(largest.verbs, (verb) => verb.writeUnits);
  const times = TEN_MILLION / largest.entries;
  const slope = logSlope(points.map(({ entries, runMs }) => ({ size: entries, cost: runMs })));
  const peakMb = Math.max(...points.flatMap(({ verbs }) => verbs.map((verb) => verb.peakMb)));
  const tenMillionEntries = {
    readUnits: Math.round(readUnits * times),
    readDollars: unitDollars({ readUnits: readUnits * times }),
    writeUnits: Math.round(writeUnits * times),
    dollars: dollarsOf(largest, times),
  };
  return {
    points,
    slope,
    peakMb,
    unitsPerEntry: { read: round(readUnits / largest.entries), write: round(writeUnits / largest.entries) },
    tenMillionEntries,
    holds: slope <= MAX_SLOPE && peakMb <= MAX_PEAK_MB && tenMillionEntries.readDollars < MAX_READ_DOLLARS,
  };
}

/** For people: the same as `--json`. */
export function tableOf({ points, slope, peakMb, unitsPerEntry, tenMillionEntries }: PayoutSummary): string {
  const columns = ['entries', 'publishers', 'function', 'calls', 'seconds', 'peak MB', 'reads', 'writes'];
  const rows = points.flatMap(({ entries, publishers, verbs }) =>
    verbs.map((use) => [
      entries,
      publishers,
      use.verb,
      use.invocations,
      round(use.elapsedMs / 1_000),
      use.peakMb,
      use.readUnits,
      use.writeUnits,
    ]),
  );
  return [
    aligned([columns, ...rows]),
    '',
    `slope of the time over the entries: ${slope} (at most ${MAX_SLOPE})`,
    `memory: ${peakMb} MB at most in one function (at most ${MAX_PEAK_MB})`,
    `each entry: ${unitsPerEntry.read} read units, ${unitsPerEntry.write} write units`,
    `10,000,000 entries: ${tenMillionEntries.readUnits} read units, $${tenMillionEntries.readDollars}, the check of the week before among them; $${tenMillionEntries.dollars} in all`,
  ].join('\n');
}
