import type { Answers } from '../catalog/answers.ts';
import { ATTENDANCE } from '../catalog/attendance-rules.ts';
import type { Facts } from '../outcomes/model.ts';
import { dropAbsent } from './merge-booking.ts';
import type { Meeting, StoredAppointment } from './ports.ts';
import type { Standing } from './standing.ts';

/** What counts of the answers: the advertiser's, where it found otherwise, before the setter's. */
export const countingAnswers = (meeting: Pick<Meeting, 'answers' | 'found'> | undefined): Answers => ({
  ...meeting?.answers,
  ...meeting?.found?.answers,
});

/**
 * A settled appointment in words that no channel owns. It began when it was booked: that is when the person came to us, and
 * what a repeat is told by.
 */
export const factsOf = (
  { outcome, record }: StoredAppointment,
  { state }: Pick<Standing, 'state'>,
  meeting: Meeting | undefined,
): Facts =>
  dropAbsent({
    startedAtMs: outcome.openedAtMs,
    confidence: outcome.attribution.confidence,
    personHash: record.personHash,
    capacity: 'none' as const,
    answers: { ...countingAnswers(meeting), [ATTENDANCE]: state },
  });
