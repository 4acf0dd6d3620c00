import type { Day, EpochMs } from '../kernel/time.ts';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The journal of some days on its way into files. */
export interface Export {
  readonly exportId: string;
  readonly format: ExportFormat;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly state: 'running' | 'done';
  readonly createdAtMs: EpochMs;
  /** Rises with each part: a worker that lost its place is refused. */
  readonly version: number;
  /** Where the next part begins: a day, and the last entry of it that is in a part already. */
  readonly day: Day;
  readonly after?: string | undefined;
  readonly parts: number;
  readonly entries: number;
}

export interface ExportPart {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly entries: number;
}

/** Where a part lies in the bucket. */
export const partKey = (exportId: string, name: string): string => `billing/exports/${exportId}/${name}`;

/** Five digits: text order is the order of the parts. */
export const partName = (format: ExportFormat, number: number): string =>
  `journal_${String(number).padStart(5, '0')}.${format}`;
