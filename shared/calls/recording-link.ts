import { notFound, Problem } from '../kernel/problem.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../kernel/time.ts';
import type { Viewer } from '../outcomes/viewer.ts';
import type { Recording } from './model.ts';
import type { CallStore } from './ports.ts';

/** Long enough to listen to it, too short to pass around. */
export const LINK_MS = 15 * MINUTE_MS;

export interface RecordingRef {
  readonly outcomeId: string;
  readonly recordingId: string;
}

export interface RecordingLinks {
  sign(ref: RecordingRef, expiresAtMs: EpochMs, nowMs: EpochMs): Promise<string>;
  read(token: string, nowMs: EpochMs): Promise<RecordingRef | 'expired' | 'forged'>;
}

export interface RecordingPorts {
  readonly calls: Pick<CallStore, 'find'>;
  readonly links: RecordingLinks;
  /** For how many days after its call a recording may be listened to. */
  readonly retentionDays: number;
  readonly publicUrl: string;
}

export interface LinkedRecording {
  readonly recordingId: string;
  readonly seconds?: number | undefined;
  readonly url: string;
  readonly expiresAtMs: EpochMs;
}

/**
 * Links to the recordings of a call, for the buyer's side alone: the publisher is no party to the talk.
 *
 * @throws Problem `not-found` where there is no such call of the viewer's, or nothing was recorded; `gone` after the retention
 */
export async function linkRecordings(
  ports: RecordingPorts,
  viewer: Viewer,
  outcomeId: string,
  nowMs: EpochMs,
): Promise<readonly LinkedRecording[]> {
  const found = await ports.calls.find(outcomeId);
  if (!found || !viewer.owns(found.outcome) || !viewer.seesBuyer) throw notFound(`outcome ${outcomeId}`);
  const recordings = Object.entries(recordingsOf(found)).filter(([, { url }]) => url !== undefined);
  if (recordings.length === 0) throw notFound(`a recording of ${outcomeId}`);
  assertRetained(ports, found.outcome.openedAtMs, nowMs);
  const expiresAtMs = nowMs + LINK_MS;
  return Promise.all(
    recordings.map(async ([recordingId, { seconds }]) => {
      const token = await ports.links.sign({ outcomeId, recordingId }, expiresAtMs, nowMs);
      return { recordingId, seconds, url: `${ports.publicUrl}/recordings/${token}`, expiresAtMs };
    }),
  );
}

/**
 * Where the carrier keeps what a link stands for.
 *
 * @throws Problem `forbidden` for a forged link, `gone` for one whose time is over
 */
export async function openRecording(ports: RecordingPorts, token: string, nowMs: EpochMs): Promise<string> {
  const ref = await ports.links.read(token, nowMs);
  if (ref === 'forged') throw new Problem('forbidden', 'this link was not made here');
  if (ref === 'expired') throw new Problem('gone', 'this link has expired: ask for another');
  const found = await ports.calls.find(ref.outcomeId);
  const url = found && recordingsOf(found)[ref.recordingId]?.url;
  if (!url) throw notFound('this recording');
  assertRetained(ports, found.outcome.openedAtMs, nowMs);
  return url;
}

/** A recording may come after the verdict, and is then kept with what came late. */
const recordingsOf = ({
  record,
  late,
}: NonNullable<Awaited<ReturnType<CallStore['find']>>>): Readonly<Record<string, Recording>> => ({
  ...record.progress.recordings,
  ...late?.recordings,
});

function assertRetained({ retentionDays }: RecordingPorts, openedAtMs: EpochMs, nowMs: EpochMs): void {
  if (nowMs - openedAtMs > retentionDays * DAY_MS) {
    throw new Problem('gone', `recordings are kept for ${retentionDays} days`);
  }
}
