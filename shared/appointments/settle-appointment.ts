import { DEFAULT_ATTENDANCE } from '../catalog/attendance-rules.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import type { JudgeRequest } from '../outcomes/contract.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import { factsOf } from './appointment-facts.ts';
import { mergeBookings, mergeEvent } from './merge-booking.ts';
import type { BookingEvent, Bookings } from './model.ts';
import type { Notices } from './notices.ts';
import type { AppointmentStore, AvailabilityStore, MeetingStore, StoredAppointment } from './ports.ts';
import type { Slot } from './slots.ts';
import { type Standing, standingOf } from './standing.ts';
import { nextWakeMs, remindersOf } from './wakes.ts';

export interface SettlePorts {
  readonly appointments: AppointmentStore;
  readonly meetings: Pick<MeetingStore, 'get'>;
  readonly availability: Pick<AvailabilityStore, 'get'>;
  readonly terms: TermsReader;
  readonly notices: Notices;
  readonly judge: { send(message: JudgeRequest): Promise<void> };
  /** Something new came after the verdict: it needs a person, so it is counted. */
  readonly countLate: () => void;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
  readonly clock: Clock;
}

/** Others who write the same appointment at once: both halves of a reschedule come within a second. */
export const MAX_TRIES = 8;

/** An appointment and where it stands now. */
interface Seen {
  readonly stored: StoredAppointment;
  readonly standing: Standing;
}

/**
 * Merges one event into its appointment. When nothing that may still come in time can change it, its facts are written with
 * the event and judging is asked for.
 *
 * @throws Problem `not-found` for an appointment that is not there, `conflict` where it moves to a slot that is taken
 */
export const settleEvent = (
  ports: SettlePorts,
  outcomeId: string,
  bookingId: string,
  event: BookingEvent,
): Promise<StoredAppointment> => settleBookings(ports, outcomeId, mergeEvent({}, bookingId, event), bookingId);

/** The same for all that is told of a chain; `newBookingId` is linked to the appointment when it is told of for the first time. */
export async function settleBookings(
  ports: SettlePorts,
  outcomeId: string,
  told: Bookings,
  newBookingId?: string,
): Promise<StoredAppointment> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const stored = await find(ports, outcomeId);
    if (stored.joinedTo !== undefined) return settleBookings(ports, stored.joinedTo, told);
    if (stored.outcome.state !== 'open') {
      if (await keepLate(ports, stored, told, newBookingId)) return stored;
      continue;
    }
    const bookings = mergeBookings(stored.record.bookings, told);
    const merged = { ...stored, record: { ...stored.record, bookings } };
    const saved = await save(ports, stored, merged, newBookingId);
    if (saved === 'full') throw new Problem('conflict', 'this slot is taken; ask for the slots again');
    if (saved === 'saved') return merged;
  }
  throw tooManyWriters(outcomeId);
}

/** Its time has come: reminds whom is to be reminded, settles what is final, and says when to look again. */
export async function wakeAppointment(ports: SettlePorts, outcomeId: string): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const stored = await find(ports, outcomeId);
    if (stored.outcome.state !== 'open') return;
    // Its facts are written: whoever joined it may have died before it asked for the verdict.
    if (stored.joinedTo !== undefined) return ports.judge.send({ v: 1, outcomeId });
    await remind(ports, stored, await standOf(ports, stored));
    if ((await save(ports, stored, stored)) === 'saved') return;
  }
  throw tooManyWriters(outcomeId);
}

export const tooManyWriters = (outcomeId: string): Problem =>
  new Problem('unavailable', `appointment ${outcomeId} is being written by too many at once`);

export async function find(
  { appointments }: Pick<SettlePorts, 'appointments'>,
  outcomeId: string,
): Promise<StoredAppointment> {
  const stored = await appointments.find(outcomeId);
  if (!stored) throw notFound(`appointment ${outcomeId}`);
  return stored;
}

async function standOf({ terms, clock }: SettlePorts, { outcome, record }: StoredAppointment): Promise<Standing> {
  const rules = (await terms.terms(outcome.terms)).attendance ?? DEFAULT_ATTENDANCE;
  const standing = standingOf(record.bookings, rules, clock.nowMs());
  invariant(standing, 'an appointment is opened with its times');
  return standing;
}

/** Writes what changed, with the facts once they are final, and tells who is to be told. */
async function save(
  ports: SettlePorts,
  before: StoredAppointment,
  after: StoredAppointment,
  newBookingId?: string,
): Promise<'saved' | 'lost' | 'full'> {
  const nowMs = ports.clock.nowMs();
  const [was, is] = await Promise.all([standOf(ports, before), standOf(ports, after)]);
  const { outcomeId } = after.outcome;
  const facts = is.isSettled ? factsOf(after, is, await ports.meetings.get(outcomeId)) : undefined;
  const saved = await ports.appointments.save(before, {
    record: after.record,
    facts,
    newBookingId: newBookingId !== undefined && newBookingId in before.record.bookings ? undefined : newBookingId,
    diary: await diaryChange(ports, after, was, is),
    wakeMs: is.isSettled ? undefined : nextWakeMs(is, nowMs),
  });
  if (saved !== 'saved') return saved;
  await tell(ports, { stored: after, standing: is }, was);
  if (facts) await ports.judge.send({ v: 1, outcomeId });
  return saved;
}

/** Only our own calendar has a diary here. */
async function diaryChange(
  { availability }: SettlePorts,
  { outcome, record }: StoredAppointment,
  was: Standing,
  is: Standing,
) {
  const isMoved = was.times.startMs !== is.times.startMs;
  const isFreed = is.state === 'cancelled' && was.state !== 'cancelled';
  if (record.calendar !== 'callbourse' || (!isMoved && !isFreed)) return undefined;
  const hours = await availability.get(outcome.terms.offerId);
  if (!hours) return undefined;
  const release = { slot: slotOf(was), zone: hours.hours.zone };
  const claim = isMoved && is.state !== 'cancelled' ? { slot: slotOf(is), availability: hours } : undefined;
  return { offerId: outcome.terms.offerId, outcomeId: outcome.outcomeId, release, claim };
}

const slotOf = ({ times: { startMs, endMs } }: Standing): Slot => ({ startMs, endMs });

/** The attendee is told of a move and of a cancellation; telling it again is the same notice. */
async function tell({ notices }: SettlePorts, { stored, standing }: Seen, was: Standing): Promise<void> {
  const { outcomeId } = stored.outcome;
  const { state, moves, times } = standing;
  if (moves > was.moves) await notices.add({ outcomeId, kind: 'moved', atMs: times.toldMs, sequence: moves });
  if (state !== 'cancelled' || was.state === 'cancelled') return;
  const atMs = stored.record.bookings[standing.bookingId]?.cancelledMs ?? times.toldMs;
  await notices.add({ outcomeId, kind: 'cancelled', atMs, sequence: moves + 1 });
}

/** Every reminder whose time has come while the meeting is still ahead. */
async function remind(ports: SettlePorts, { outcome }: StoredAppointment, standing: Standing): Promise<void> {
  const nowMs = ports.clock.nowMs();
  if (nowMs >= standing.times.startMs) return;
  for (const atMs of remindersOf(standing).filter((each) => each <= nowMs)) {
    await ports.notices.add({ outcomeId: outcome.outcomeId, kind: 'reminder', atMs, sequence: standing.moves });
  }
}

/**
 * Truth that comes after the verdict is kept beside it and told; the verdict stands until somebody disputes it. What is known
 * already changes nothing.
 */
async function keepLate(
  ports: SettlePorts,
  stored: StoredAppointment,
  told: Bookings,
  newBookingId: string | undefined,
): Promise<boolean> {
  const before: Bookings = stored.late ?? stored.record.bookings;
  const late = mergeBookings(before, told);
  if (JSON.stringify(late) === JSON.stringify(mergeBookings(before, {}))) return true;
  if ((await ports.appointments.saveLate(stored, late, newBookingId)) === 'lost') return false;
  ports.countLate();
  ports.note('told after the verdict', { outcomeId: stored.outcome.outcomeId, bookings: Object.keys(told) });
  return true;
}
