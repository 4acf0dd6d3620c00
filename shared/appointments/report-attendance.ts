import { type Answers, answersShape } from '../catalog/answers.ts';
import { ATTENDANCE, LONGEST_ATTENDANCE } from '../catalog/attendance-rules.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import { DAY_MS, type EpochMs, toIso } from '../kernel/time.ts';
import { countingAnswers } from './appointment-facts.ts';
import { wordsUntilMs } from './attendance.ts';
import type { AttendanceSide } from './model.ts';
import type { MeetingStore, StoredAppointment } from './ports.ts';
import { type SettlePorts, settleEvent } from './settle-appointment.ts';
import { type Standpoint, standpointOf } from './show-appointment.ts';

export interface ReportPorts extends SettlePorts {
  readonly meetings: MeetingStore;
}

export interface AttendanceReport {
  readonly said: 'held' | 'no-show';
  /** When the attendee was tried to be reached. */
  readonly attemptsMs: readonly EpochMs[];
  /** What the advertiser found to be otherwise than it was told. */
  readonly found?: { readonly answers: Answers; readonly why: string } | undefined;
}

/** A meeting that did not begin is asked about on the same day; an earlier attempt is about something else. */
const ATTEMPTS_BEFORE_MS = DAY_MS;

/**
 * Takes one side's word on who came.
 *
 * @throws Problem `conflict` before the meeting, after the window, and for one that was called off or judged; `invalid` naming
 *   the field for attempts at another time, and for findings that are not the advertiser's to make
 */
export async function reportAttendance(
  ports: ReportPorts,
  side: AttendanceSide,
  stored: StoredAppointment,
  report: AttendanceReport,
): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const standpoint = await standpointOf(ports, stored);
  refuseWrongTime(standpoint, nowMs);
  checkAttempts(standpoint, report, nowMs);
  const { outcomeId } = stored.outcome;
  if (report.found) await keepFindings(ports, side, outcomeId, report.found);
  const { said, attemptsMs } = report;
  const event = {
    kind: 'attended' as const,
    side,
    said,
    atMs: nowMs,
    attemptsMs: side === 'advertiser' ? attemptsMs : [],
  };
  await settleEvent(ports, outcomeId, standpoint.standing.bookingId, event);
}

function refuseWrongTime({ stored, standing, rules }: Standpoint, nowMs: EpochMs): void {
  const { state, times } = standing;
  if (stored.outcome.state !== 'open') {
    throw new Problem('conflict', `the appointment is ${stored.outcome.state}; what is wrong with that is a dispute`);
  }
  if (state === 'cancelled' || state === 'rescheduled') throw new Problem('conflict', `the appointment is ${state}`);
  if (nowMs < times.startMs) {
    throw new Problem('conflict', `the meeting begins at ${toIso(times.startMs)}: nobody can have come yet`);
  }
  const untilMs = wordsUntilMs(times, rules);
  if (nowMs >= untilMs) throw new Problem('conflict', `who came could be said until ${toIso(untilMs)}`);
}

function checkAttempts({ standing }: Standpoint, { attemptsMs }: AttendanceReport, nowMs: EpochMs): void {
  const earliestMs = standing.times.startMs - ATTEMPTS_BEFORE_MS;
  attemptsMs.forEach((atMs, index) => {
    if (atMs > nowMs) throw invalidField(`body.attempts.${index}`, 'is in the future');
    if (atMs < earliestMs) throw invalidField(`body.attempts.${index}`, 'is more than a day before the meeting');
  });
}

/** Corrected answers stand beside the setter's; judging must be able to hold both together. */
async function keepFindings(
  { meetings }: Pick<ReportPorts, 'meetings'>,
  side: AttendanceSide,
  outcomeId: string,
  found: NonNullable<AttendanceReport['found']>,
): Promise<void> {
  if (side !== 'advertiser') throw invalidField('body.found', 'is for the advertiser, who sat in the meeting');
  const all = { ...countingAnswers(await meetings.get(outcomeId)), ...found.answers, [ATTENDANCE]: LONGEST_ATTENDANCE };
  const parsed = answersShape.safeParse(all);
  if (!parsed.success) {
    throw invalidField('body.found.answers', `with the setter's ${parsed.error.issues[0]?.message ?? 'do not fit'}`);
  }
  await meetings.correct(outcomeId, found);
}
