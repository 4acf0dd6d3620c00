import type { DrawRequest } from '../../shared/payouts/contract.ts';
import { compose, type Tables, type Verb } from './verbs.ts';

/** What the bench asks of one function's process. */
export interface Order {
  readonly event?: unknown;
}

/** What it answers after each invocation. */
export interface Report {
  readonly error?: string;
  readonly elapsedMs: number;
  /** The most memory the process ever had, everything included: what Lambda counts. */
  readonly peakMb: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly requests: number;
  readonly sent: readonly DrawRequest[];
  readonly files: readonly (readonly [string, number])[];
}

const [verb, tables] = process.argv.slice(2);
const composed = compose(verb as Verb, JSON.parse(tables ?? '') as Tables);

const KB_PER_MB = 1_024;

async function invoke(event: unknown): Promise<Report> {
  const start = performance.now();
  let error: string | undefined;
  try {
    await composed.run(event);
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  const { read, write, requests } = composed.units;
  return {
    ...(error === undefined ? {} : { error }),
    elapsedMs: performance.now() - start,
    peakMb: process.resourceUsage().maxRSS / KB_PER_MB,
    readUnits: read,
    writeUnits: write,
    requests,
    sent: composed.takeSent(),
    files: [...composed.stored],
  };
}

process.on('message', ({ event }: Order) => {
  void invoke(event).then((report) => process.send?.(report));
});

process.send?.('ready');
