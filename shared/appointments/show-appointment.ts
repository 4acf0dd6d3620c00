import type { z } from 'zod';
import { type AttendanceRules, DEFAULT_ATTENDANCE } from '../catalog/attendance-rules.ts';
import { invariant } from '../kernel/result.ts';
import { type Clock, type EpochMs, toIso } from '../kernel/time.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import type { Viewer } from '../outcomes/viewer.ts';
import { wordsUntilMs } from './attendance.ts';
import type { appointmentView } from './contract/appointments.ts';
import type { bookingView } from './contract/attendees.ts';
import { localText } from './local-time.ts';
import type { Booking, Bookings, Word } from './model.ts';
import { ownAppointment } from './own-appointment.ts';
import type { AppointmentStore, Meeting, MeetingStore, StoredAppointment } from './ports.ts';
import { type Standing, standingOf } from './standing.ts';

type View = z.input<typeof appointmentView>;

export interface ShowPorts {
  readonly appointments: Pick<AppointmentStore, 'find'>;
  readonly meetings: Pick<MeetingStore, 'get'>;
  readonly terms: TermsReader;
  readonly clock: Clock;
}

/** An appointment with the rules it was made under, at one instant. */
export interface Standpoint {
  readonly stored: StoredAppointment;
  readonly rules: AttendanceRules;
  readonly standing: Standing;
}

/** Where an appointment stands now, by the frozen rules of its offer. */
export async function standpointOf(
  { terms, clock }: Pick<ShowPorts, 'terms' | 'clock'>,
  stored: StoredAppointment,
): Promise<Standpoint> {
  const rules = (await terms.terms(stored.outcome.terms)).attendance ?? DEFAULT_ATTENDANCE;
  const standing = standingOf(stored.record.bookings, rules, clock.nowMs());
  invariant(standing, 'an appointment is opened with its times');
  return { stored, rules, standing };
}

/** An appointment as one side may see it: the advertiser whom it meets, the publisher what it told of them. */
export async function showAppointment(ports: ShowPorts, viewer: Viewer, outcomeId: string): Promise<View> {
  const stored = await ownAppointment(ports.appointments, viewer, outcomeId);
  const [standpoint, meeting] = await Promise.all([standpointOf(ports, stored), ports.meetings.get(outcomeId)]);
  return { ...viewOf(standpoint, ports.clock.nowMs()), ...meetingView(viewer, stored, meeting) };
}

function viewOf({ stored, rules, standing }: Standpoint, nowMs: EpochMs) {
  const { outcome, record } = stored;
  const { state, times, moves, dueMs, bookingId } = standing;
  const booking = record.bookings[bookingId];
  return {
    appointmentId: outcome.outcomeId,
    offerId: outcome.terms.offerId,
    publisherId: outcome.terms.publisherId,
    calendar: record.calendar,
    state: stored.joinedTo === undefined ? state : ('rescheduled' as const),
    partOf: stored.joinedTo,
    startsAt: toIso(times.startMs),
    endsAt: toIso(times.endMs),
    moves,
    verdict: outcome.verdict?.state,
    settlesAt: outcome.state === 'open' ? toIso(Math.max(dueMs, nowMs)) : undefined,
    attendance: {
      until: toIso(wordsUntilMs(times, rules)),
      ...(booking && wordsView(booking)),
      rules,
    },
    late: stored.late && lateView(stored.late),
  };
}

const wordView = (word: Word | undefined) => word && { said: word.said, at: toIso(word.atMs) };

const wordsView = ({ words, attemptsMs }: Booking) => ({
  advertiser: wordView(words.advertiser),
  publisher: wordView(words.publisher),
  attempts: attemptsMs.map(toIso),
});

/** What was told after the verdict: it stands beside it, for whoever disputes. */
const lateView = (late: Bookings) =>
  Object.values(late).flatMap(({ words }) => {
    const { advertiser, publisher } = words;
    return [
      ...(advertiser ? [{ side: 'advertiser' as const, said: advertiser.said, at: toIso(advertiser.atMs) }] : []),
      ...(publisher ? [{ side: 'publisher' as const, said: publisher.said, at: toIso(publisher.atMs) }] : []),
    ];
  });

function meetingView(viewer: Viewer, { outcome }: StoredAppointment, meeting: Meeting | undefined) {
  if (!meeting) return { title: '', answers: {}, evidence: {} };
  const { title, answers, evidence, found, zone, joinUrl, attendee } = meeting;
  return {
    title,
    answers: { ...answers },
    evidence: { ...evidence },
    found: found && { answers: { ...found.answers }, why: found.why },
    zone,
    joinUrl,
    attendee: viewer.seesBuyer ? attendee : undefined,
    attendeeMasked: outcome.contactMasked,
  };
}

/** What the attendee is told, who has the link and no key. */
export async function showToAttendee(
  { meetings }: Pick<ShowPorts, 'meetings'>,
  { stored, standing }: Standpoint,
): Promise<z.input<typeof bookingView>> {
  const meeting = await meetings.get(stored.outcome.outcomeId);
  const { title, zone = 'UTC', joinUrl } = meeting ?? { title: '' };
  return {
    title,
    state: standing.state,
    startsAt: localText(standing.times.startMs, zone),
    endsAt: localText(standing.times.endMs, zone),
    zone,
    joinUrl,
    isOver: stored.outcome.state !== 'open',
  };
}
