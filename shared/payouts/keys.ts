import type { TableSchema } from '../platform/table-schema.ts';
import { parseRunId } from './run-id.ts';

/**
 * Table `payouts`: runs and lines, for ever.
 * - `RUNS` / `<last day>#<run id>`: one run
 * - `ACTIVE` / `<run id>`: a run that is not over, so that the schedules find their work with one small read
 * - `TURN` / `TURN`: which run draws lines now
 * - `PUB#<publisher id>` / `LINE#<seq, 8 digits>`: a publisher's chain of lines
 * - `RUN#<run id>` / `LINE#<publisher id>`: the same line, as finance reads it
 * - `PAYMENT#<trace or reference>` / `PAYMENT`: one payment, as a return finds it; `TRACES` / `TRACES`: the next free trace number; `TRACES` / `RUN#<run id>`: the first of a run's
 * - `RETURNS` / `<sha-256 of the file>`: a bank's file of returns that was worked through
 * - `PUB#<publisher id>` / `FROZEN#<entry id>`: the day on which a return is booked
 */
export const payoutsTable: TableSchema = { name: 'payouts', protect: true, stream: 'changes' };

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const RUNS = 'RUNS';
export const ACTIVE = 'ACTIVE';
export const LINE_PREFIX = 'LINE#';
export const TURN_KEY: Key = { pk: 'TURN', sk: 'TURN' };

/** Undefined for a text that is no run's id, so that nothing is looked up for it. */
export function runKey(runId: string): Key | undefined {
  const name = parseRunId(runId);
  return name && { pk: RUNS, sk: `${name.toDay}#${runId}` };
}

export const activeKey = (runId: string): Key => ({ pk: ACTIVE, sk: runId });

export const runLinesKey = (runId: string): string => `RUN#${runId}`;
export const runLineKey = (runId: string, publisherId: string): Key => ({
  pk: runLinesKey(runId),
  sk: `${LINE_PREFIX}${publisherId}`,
});

export const publisherLinesKey = (publisherId: string): string => `PUB#${publisherId}`;
export const publisherLineKey = (publisherId: string, seq: number): Key => ({
  pk: publisherLinesKey(publisherId),
  sk: `${LINE_PREFIX}${String(seq).padStart(8, '0')}`,
});

export const paymentKey = (key: string): Key => ({ pk: `PAYMENT#${key}`, sk: 'PAYMENT' });
export const TRACES_KEY: Key = { pk: 'TRACES', sk: 'TRACES' };
export const traceBlockKey = (runId: string): Key => ({ pk: 'TRACES', sk: `RUN#${runId}` });
export const returnFileKey = (fileId: string): Key => ({ pk: 'RETURNS', sk: fileId });
