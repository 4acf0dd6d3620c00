import type { AttendanceRules } from '../catalog/attendance-rules.ts';
import { type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Booking, Times, Word } from './model.ts';

/** The last instant at which a side may still say who came. */
export const wordsUntilMs = ({ endMs }: Times, { windowHours }: AttendanceRules): EpochMs =>
  endMs + windowHours * HOUR_MS;

/**
 * Whether a meeting was held, by the words of both sides and the rules of its offer; undefined while that is open.
 *
 * The advertiser that says `held` speaks against its own purse and is believed at once. All else waits until the window ends,
 * since the other side, a calendar's mark or the other half of a reschedule may still come.
 */
export function attendanceOf(
  { words, attemptsMs }: Booking,
  times: Times,
  rules: AttendanceRules,
  isWindowOver: boolean,
): 'held' | 'no-show' | undefined {
  const advertiser = saidAfter(words.advertiser, times);
  if (advertiser === 'held') return 'held';
  if (!isWindowOver) return undefined;
  const publisher = saidAfter(words.publisher, times);
  // A no-show without the attempts that the offer asks for is no word at all.
  const missed = advertiser === 'no-show' && attemptsMs.length >= rules.noShowAttempts;
  if (missed) return publisher === 'held' ? rules.disagreement : 'no-show';
  return publisher ?? rules.silence;
}

/** Whether the advertiser admits that they met. */
export const isAdmitted = ({ words }: Booking, times: Times): boolean => saidAfter(words.advertiser, times) === 'held';

/** Before a meeting begins nobody can say who came, whatever a calendar lets its owner mark. */
function saidAfter(word: Word | undefined, { startMs }: Times): 'held' | 'no-show' | undefined {
  if (!word || word.atMs < startMs || word.said === 'unsaid') return undefined;
  return word.said;
}
