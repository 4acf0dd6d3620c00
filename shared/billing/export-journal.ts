import { sha256Hex } from '../kernel/ids.ts';
import { invalidField } from '../kernel/problem.ts';
import { addDays, type Clock, type Day, dayOf, daysBetween, type EpochMs } from '../kernel/time.ts';
import type { FileStore } from '../payouts/ports.ts';
import { type Export, type ExportFormat, partKey, partName } from './export.ts';
import type { BookedEntry } from './model.ts';
import type { BookReader, ExportStore } from './ports.ts';
import { writeJournal } from './write-journal.ts';

export interface ExportDeps {
  readonly exports: ExportStore;
  readonly book: Pick<BookReader, 'part'>;
  readonly files: Pick<FileStore, 'put'>;
  readonly clock: Clock;
  readonly zone: string;
}

const MAX_DAYS = 400;

/** Three postings an entry are about 3 MB of CSV: an answer may weigh 6 MB. */
export const PART_ENTRIES = 4_000;

/** @throws Problem `invalid` for days in the wrong order, too many of them, or to come */
export async function startExport(
  { exports, clock, zone }: Pick<ExportDeps, 'exports' | 'clock' | 'zone'>,
  exportId: string,
  wish: { readonly format: ExportFormat; readonly from: Day; readonly to: Day },
): Promise<Export> {
  const { format, from, to } = wish;
  if (to < from) throw invalidField('body.to', 'is before from');
  if (to > dayOf(clock.nowMs(), zone)) throw invalidField('body.to', 'is still to come');
  if (daysBetween(from, to) >= MAX_DAYS) throw invalidField('body.to', `is more than ${MAX_DAYS} days after from`);
  const started: Export = {
    exportId,
    format,
    fromDay: from,
    toDay: to,
    state: 'running',
    createdAtMs: clock.nowMs(),
    version: 1,
    day: from,
    parts: 0,
    entries: 0,
  };
  return exports.create(started);
}

/** The entries of the next part, and where the one behind it begins; `day` is after the last day when all are read. */
async function readPart({ book }: ExportDeps, at: Export, limit: number) {
  const entries: BookedEntry[] = [];
  let { day, after } = at;
  while (day <= at.toDay && entries.length < limit) {
    const read = await book.part(day, after, limit - entries.length);
    entries.push(...read.entries);
    after = read.next;
    if (after === undefined) day = addDays(day, 1);
  }
  return { entries, day, after };
}

/** Writes one part and remembers it; undefined when another worker has the export. */
async function writePart(deps: ExportDeps, at: Export, limit: number): Promise<Export | undefined> {
  const { entries, day, after } = await readPart(deps, at, limit);
  const isDone = day > at.toDay;
  const next: Export = {
    ...at,
    version: at.version + 1,
    day,
    after,
    state: isDone ? 'done' : 'running',
    parts: at.parts + (entries.length > 0 ? 1 : 0),
    entries: at.entries + entries.length,
  };
  if (entries.length === 0) return (await deps.exports.replace(at, next)) ? next : undefined;
  const name = partName(at.format, next.parts);
  const content = writeJournal(at.format, entries);
  // The file first: what the export tells of is there. A part that is written again has the same place.
  await deps.files.put(partKey(at.exportId, name), content, at.format === 'csv' ? 'text/csv' : 'application/x-ndjson');
  const part = { name, sha256: sha256Hex(content), bytes: Buffer.byteLength(content), entries: entries.length };
  return (await deps.exports.replace(at, next, part)) ? next : undefined;
}

/**
 * Goes on with every export that is not done, until the deadline. May be stopped at any moment and called again: each part
 * begins where the last remembered one ended.
 */
export async function advanceExports(deps: ExportDeps, deadlineMs: EpochMs, limit = PART_ENTRIES): Promise<string[]> {
  const done: string[] = [];
  for (const running of await deps.exports.active()) {
    let at: Export | undefined = running;
    while (at?.state === 'running' && deps.clock.nowMs() < deadlineMs) at = await writePart(deps, at, limit);
    if (at?.state === 'done') done.push(at.exportId);
  }
  return done;
}
