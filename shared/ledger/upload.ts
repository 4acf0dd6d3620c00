import type { EpochMs } from '../kernel/time.ts';
import type { AdjustmentRow } from './parse-adjustments.ts';

/** A file of adjustments that was taken: it is cut into chunks, and each chunk is one message. */
export interface Upload {
  readonly uploadId: string;
  /** Of the file, so that the same id with another file is refused. */
  readonly sha256: string;
  readonly rows: number;
  readonly chunks: number;
  readonly byKeyId: string;
  readonly atMs: EpochMs;
}

/** A row that could no longer be applied when its turn came: something else corrected that outcome in between. */
export interface FailedRow {
  readonly line: number;
  readonly reason: string;
}

export interface Chunk {
  readonly number: number;
  readonly rows: readonly AdjustmentRow[];
  /** Present once every row of it was applied or has failed for good. */
  readonly doneAtMs?: EpochMs | undefined;
  readonly failed: readonly FailedRow[];
}

/** Rows of one message: some four writes each, well within a minute. */
export const ROWS_A_CHUNK = 50;

export function chunksOf(rows: readonly AdjustmentRow[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_CHUNK) {
    chunks.push({ number: chunks.length + 1, rows: rows.slice(at, at + ROWS_A_CHUNK), failed: [] });
  }
  return chunks;
}

/** Each row corrects once, however often its chunk comes. */
export const causeOfRow = (uploadId: string, line: number): string => `upload:${uploadId}:${line}`;
