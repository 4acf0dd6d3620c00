import { Problem } from '../kernel/problem.ts';
import type { LateTruthNotice } from '../outcomes/contract.ts';
import { factsOf } from './appointment-facts.ts';
import { mergeBookings } from './merge-booking.ts';
import type { BookingEvent } from './model.ts';
import type { StoredAppointment, Strays } from './ports.ts';
import { find, MAX_TRIES, type SettlePorts, settleBookings, tooManyWriters } from './settle-appointment.ts';

export interface JoinPorts extends SettlePorts {
  readonly strays: Pick<Strays, 'keepNext'>;
  /** Asks for what a judged part came to to be taken back. */
  readonly lateTruth: { send(message: LateTruthNotice): Promise<void> };
}

/**
 * Joins the appointments that an event shows to be one: where a booking in the middle of a chain was told of so late that those
 * behind it were taken for an appointment of their own. One before it that nobody knows yet finds out when it comes.
 *
 * @throws Problem `unavailable` while the first of them is being judged
 */
export async function joinNeighbours(
  ports: JoinPorts,
  outcomeId: string,
  bookingId: string,
  event: BookingEvent,
): Promise<void> {
  const { appointments, strays } = ports;
  if (event.kind === 'booked' && event.previousId !== undefined) {
    let previous = await appointments.outcomeOf(event.previousId);
    if (previous === undefined) {
      await strays.keepNext(event.previousId, bookingId, event);
      previous = await appointments.outcomeOf(event.previousId);
    }
    if (previous !== undefined) await joinChains(ports, previous, outcomeId);
  }
  if (event.kind === 'cancelled' && event.nextId !== undefined) {
    const next = await appointments.outcomeOf(event.nextId);
    if (next !== undefined) await joinChains(ports, outcomeId, next);
  }
}

/**
 * The first takes in the bookings of the second, which then owes nothing. One that came to nothing and was judged takes in
 * nobody: what was booked after it is another appointment. Each step may be repeated.
 */
export async function joinChains(ports: JoinPorts, firstId: string, secondId: string): Promise<void> {
  if (firstId === secondId) return;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const second = await find(ports, secondId);
    if (second.joinedTo !== undefined) return tellJoined(ports, second);
    const first = await wholeOf(ports, firstId);
    if (first.outcome.outcomeId === secondId) return;
    // Its verdict will be by what was known: until that is there, nobody can say whether it takes in anybody.
    if (first.outcome.state === 'open' && first.outcome.facts) {
      throw new Problem('unavailable', `appointment ${first.outcome.outcomeId} is being judged`);
    }
    const told = mergeBookings(second.record.bookings, second.late ?? {});
    const { outcome } = await settleBookings(ports, first.outcome.outcomeId, told);
    if (outcome.state === 'rejected' || outcome.outcomeId === secondId) return;
    const facts = factsOf(second, { state: 'rescheduled' }, await ports.meetings.get(secondId));
    if ((await ports.appointments.join(second, outcome.outcomeId, facts)) === 'saved') return tellJoined(ports, second);
  }
  throw tooManyWriters(secondId);
}

/** The appointment that another is a part of, or itself. */
export async function wholeOf(ports: Pick<JoinPorts, 'appointments'>, outcomeId: string): Promise<StoredAppointment> {
  const stored = await find(ports, outcomeId);
  return stored.joinedTo === undefined ? stored : wholeOf(ports, stored.joinedTo);
}

async function tellJoined({ judge, lateTruth }: JoinPorts, { outcome }: StoredAppointment): Promise<void> {
  const message = { v: 1, outcomeId: outcome.outcomeId } as const;
  await (outcome.state === 'open' ? judge.send(message) : lateTruth.send(message));
}
