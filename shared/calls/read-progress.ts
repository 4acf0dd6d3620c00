import type { Confidence } from '../catalog/criteria.ts';
import { type EpochMs, SECOND_MS } from '../kernel/time.ts';
import type { Facts } from '../outcomes/model.ts';
import { dropAbsent } from './merge-event.ts';
import { type CallProgress, type CallRecord, type Leg, MAX_CALL_SECONDS } from './model.ts';

/** Whether enough is known of a call to judge it. */
export type Completeness =
  /** Nothing says that it ended. */
  | 'running'
  /** It ended on one side, and the other side's word has not come: worth a wait. */
  | 'half'
  | 'complete';

/**
 * A call is over when the carrier says so, and its last dial has answered, or the talk itself is known from its leg (whose
 * word we hear later on purpose), or there never was a dial.
 */
export function completenessOf({ route, progress }: CallRecord): Completeness {
  const ended = progress.stage === 'ended';
  const isTalkKnown = talkSecondsOf(progress) !== undefined;
  const dialled = isLastDialKnown(progress) || isTalkKnown;
  // Some carriers tell the talk time only with the leg's ending: somebody talked, and it is not known how long.
  const isTalkMissing = !isTalkKnown && legsOf(progress).some(({ dial }) => dial?.result === 'completed');
  if (ended && (dialled || route.kind === 'none')) return isTalkMissing ? 'half' : 'complete';
  return ended || dialled ? 'half' : 'running';
}

/**
 * Whether the place on the target is free again: its leg is over, or the whole call is. A leg after which another target was
 * dialled gave its place back then.
 */
export const isTargetDone = (progress: CallProgress): boolean =>
  progress.stage === 'ended' ||
  legsOf(progress).some(({ dial, ended }) => (dial ? dial.next !== 'target' : ended !== undefined));

/** What judging looks at. A number that nobody told us stays absent: an unknown time is not zero. */
export function factsOf(record: CallRecord, startedAtMs: EpochMs, confidence: Confidence): Facts {
  const { route, progress, caller } = record;
  return dropAbsent({
    startedAtMs,
    talkSeconds: talkSecondsOf(progress),
    totalSeconds: progress.totalSeconds,
    region: caller.region,
    confidence,
    personHash: caller.personHash,
    targetId: hasFallenBack(progress) ? undefined : route.targetId,
    bidMinor: hasFallenBack(progress) ? undefined : route.bidMinor,
    capacity: route.capacity,
    // No phone rang, nor was to: nothing was open to it, or the caller left before anybody was chosen.
    untaken: route.kind === 'none' || route.kind === 'asking' ? (true as const) : undefined,
    answers: route.plan?.answers,
  });
}

/**
 * Whether the target that rang last answered. Undefined where nobody can say: it still rings, or the caller hung up meanwhile.
 * A leg after which another target was dialled was that one's, and counted then.
 */
export function wasAnswered(progress: CallProgress): boolean | undefined {
  if (hasFallenBack(progress)) return false;
  const results = legsOf(progress).flatMap(({ dial, ended }) =>
    dial?.next === 'target' ? [] : (dial?.result ?? ended?.result ?? []),
  );
  if (results.includes('completed')) return true;
  return results.some((result) => result !== 'canceled') ? false : undefined;
}

/** From the buyer's answer to hang-up, of the one leg that was answered; the longest where a carrier tells of two, never their sum. */
export function talkSecondsOf(progress: CallProgress): number | undefined {
  const talks = legsOf(progress).flatMap((leg) => talkOf(leg) ?? []);
  return talks.length > 0 ? Math.max(...talks) : undefined;
}

function talkOf({ dial, ended, talk }: Leg): number | undefined {
  if (dial) return dial.result === 'completed' ? (dial.talkSeconds ?? ended?.seconds ?? secondsOf(talk)) : undefined;
  return ended?.result === 'completed' ? ended.seconds : undefined;
}

/** From the bridge to the hang-up; a second that was not completed is not counted. */
function secondsOf({ fromMs, untilMs }: NonNullable<Leg['talk']> = {}): number | undefined {
  if (fromMs === undefined || untilMs === undefined || untilMs < fromMs) return undefined;
  return Math.min(Math.floor((untilMs - fromMs) / SECOND_MS), MAX_CALL_SECONDS);
}

const legsOf = (progress: CallProgress): Leg[] => Object.values(progress.legs);

const isLastDialKnown = (progress: CallProgress): boolean => legsOf(progress).some((leg) => leg.dial?.next === 'end');

const hasFallenBack = (progress: CallProgress): boolean =>
  legsOf(progress).some((leg) => leg.dial?.next === 'fallback');
