import { dice, PUBLISHERS } from './plan.ts';

/** What becomes of a meeting: who says what of it, or who calls it off before. */
export const COURSES = ['said-held', 'silent', 'no-show', 'disputed', 'cancelled', 'moved'] as const;
export type Course = (typeof COURSES)[number];

export interface PlannedMeeting {
  /** Unique within the demo: the setter's own name for it. */
  readonly index: number;
  readonly publisher: number;
  /** Half hours after the first slot of the demo; several meetings share a slot. */
  readonly slot: number;
  readonly budget: number;
  readonly course: Course;
  /** The answer to the booking got lost, and it is sent again. */
  readonly isSentAgain: boolean;
}

const MEETING_PERCENT = 35;
/** Half a day of half hours: all are over, a moved one too, while everybody may still say who came. */
const SLOTS = 24;

/** Meetings as setters book them; every tenth visit or so more becomes none. */
export function planMeetings(visits: number, seed: number): readonly PlannedMeeting[] {
  const roll = dice(seed);
  const meetings: PlannedMeeting[] = [];
  for (let index = 0; index < visits; index += 1) {
    if (roll(1, 100) > MEETING_PERCENT) continue;
    meetings.push({
      index,
      publisher: roll(0, PUBLISHERS - 1),
      slot: roll(0, SLOTS - 1),
      budget: roll(1, 60) * 1_000,
      course: COURSES[roll(0, COURSES.length - 1)] ?? 'silent',
      isSentAgain: roll(1, 100) <= 15,
    });
  }
  return meetings;
}
