import { Problem } from '../kernel/problem.ts';
import {
  type CallEvent,
  type CallProgress,
  type Leg,
  MAX_LEGS,
  MAX_RECORDINGS,
  NEXT_AFTER_DIAL,
  NO_PROGRESS,
  RESULTS,
  type Recording,
  type Result,
  STAGES,
} from './model.ts';

/**
 * Adds up what a carrier told us. The merge is commutative, associative and idempotent, because carriers deliver late,
 * twice and out of order: each field is the larger of the two in a fixed order, and nothing is ever added to anything.
 */
export function mergeProgress(a: CallProgress, b: CallProgress): CallProgress {
  return dropAbsent({
    stage: later(STAGES, a.stage, b.stage),
    result: optional(laterResult, a.result, b.result),
    totalSeconds: optional(Math.max, a.totalSeconds, b.totalSeconds),
    legs: mergeRecords(a.legs, b.legs, mergeLeg, MAX_LEGS, 'attempts'),
    recordings: mergeRecords(a.recordings, b.recordings, mergeRecording, MAX_RECORDINGS, 'recordings'),
  });
}

/** @throws Problem `invalid` where a call claims more attempts or recordings than any real one has. */
export const mergeEvent = (progress: CallProgress, event: CallEvent): CallProgress =>
  mergeProgress(progress, progressOf(event));

/** What a single event says on its own. */
function progressOf(event: CallEvent): CallProgress {
  switch (event.kind) {
    case 'call-progress':
      return { ...NO_PROGRESS, stage: event.stage };
    case 'call-ended':
      return dropAbsent({ ...NO_PROGRESS, stage: 'ended', result: event.result, totalSeconds: event.totalSeconds });
    case 'leg-ended':
      return {
        ...NO_PROGRESS,
        legs: { [event.legId]: { ended: dropAbsent({ result: event.result, seconds: event.seconds }) } },
      };
    case 'dial-finished': {
      const { result, talkSeconds, next, endedAtMs } = event;
      const talk = endedAtMs === undefined ? undefined : { untilMs: endedAtMs };
      const leg = dropAbsent({ dial: dropAbsent({ result, talkSeconds, next }), talk });
      return { ...NO_PROGRESS, legs: { [event.legId]: leg } };
    }
    case 'leg-bridged':
      return { ...NO_PROGRESS, legs: { [event.legId]: { talk: { fromMs: event.atMs } } } };
    case 'recording-ready':
      return {
        ...NO_PROGRESS,
        recordings: { [event.recordingId]: dropAbsent({ url: event.url, seconds: event.seconds }) },
      };
  }
}

/** A leg whose talk time the dial told needs no stand-in for it: dropping it spares a write when the status comes after. */
function mergeLeg(a: Leg, b: Leg): Leg {
  const dial = optional(mergeDial, a.dial, b.dial);
  if (dial?.talkSeconds !== undefined) return { dial };
  const talk = optional(mergeTalk, a.talk, b.talk);
  return dropAbsent({ dial, ended: optional(mergeEnded, a.ended, b.ended), talk });
}

/** The shorter of two stories: times come from one clock, so they differ only where somebody is mistaken. */
const mergeTalk = (a: NonNullable<Leg['talk']>, b: NonNullable<Leg['talk']>): NonNullable<Leg['talk']> =>
  dropAbsent({
    fromMs: optional(Math.max, a.fromMs, b.fromMs),
    untilMs: optional(Math.min, a.untilMs, b.untilMs),
  });

const mergeDial = (a: NonNullable<Leg['dial']>, b: NonNullable<Leg['dial']>): NonNullable<Leg['dial']> =>
  dropAbsent({
    result: laterResult(a.result, b.result),
    talkSeconds: optional(Math.max, a.talkSeconds, b.talkSeconds),
    next: later(NEXT_AFTER_DIAL, a.next, b.next),
  });

const mergeEnded = (a: NonNullable<Leg['ended']>, b: NonNullable<Leg['ended']>): NonNullable<Leg['ended']> =>
  dropAbsent({ result: laterResult(a.result, b.result), seconds: optional(Math.max, a.seconds, b.seconds) });

const mergeRecording = (a: Recording, b: Recording): Recording =>
  dropAbsent({ url: optional(laterText, a.url, b.url), seconds: optional(Math.max, a.seconds, b.seconds) });

function mergeRecords<V>(
  a: Readonly<Record<string, V>>,
  b: Readonly<Record<string, V>>,
  merge: (a: V, b: V) => V,
  most: number,
  what: string,
): Readonly<Record<string, V>> {
  const merged = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const mine = merged.get(key);
    merged.set(key, mine === undefined ? value : merge(mine, value));
  }
  if (merged.size > most) throw new Problem('invalid', `a call with more than ${most} ${what} is no call of ours`);
  // Sorted, so that equal progress is equal text whatever order it came in.
  return Object.fromEntries([...merged].sort(([x], [y]) => (x < y ? -1 : 1)));
}

const laterText = (a: string, b: string): string => (a > b ? a : b);

const later = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) >= order.indexOf(b) ? a : b);

const laterResult = (a: Result, b: Result): Result => later(RESULTS, a, b);

const optional = <T>(merge: (a: T, b: T) => T, a: T | undefined, b: T | undefined): T | undefined =>
  a === undefined ? b : b === undefined ? a : merge(a, b);

/** Without the keys that hold nothing: stored items and comparisons never see an `undefined`. */
export function dropAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}
