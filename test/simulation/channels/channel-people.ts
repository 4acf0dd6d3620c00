import type { AppointmentMessage } from '../../../shared/appointments/messages.ts';
import type { BookingEvent } from '../../../shared/appointments/model.ts';
import { bookingIdOf } from '../../../shared/appointments/outcome-id.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/kernel/time.ts';
import { submitLead } from '../../../shared/leads/submit-lead.ts';
import { BOOKED_MS, eventsOf } from '../../appointments/chains.ts';
import { SCHEDULED } from '../functions.ts';
import { ADVERTISER } from '../plan-parts.ts';
import type { World } from '../world.ts';
import { hashOf, leadIdOf } from './compose-channels.ts';
import type { LeadPlan, MeetingPlan } from './plan-channels.ts';

const MAX_TRIES = 30;

/** A publisher sends a lead under one key until it hears a yes or a no, and sometimes once more. */
export async function bringLead(world: World, plan: LeadPlan): Promise<void> {
  await world.scheduler.waitUntil(plan.startMs);
  const leadId = leadIdOf(plan.id);
  const submission = {
    leadId,
    publisherId: plan.publisherId,
    offerId: world.plan.leadOffer.offerId,
    fields: { phone: plan.phone, role: 'owner' },
    channel: 'api',
    source: 'list',
  } as const;
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const roll = world.dice(`${plan.id}/try-${tries}`);
    const answer = await world.invoke('submit-lead', `${plan.id} ${tries}`, ({ leads }) =>
      submitLead(leads.submit, submission),
    );
    if (answer.ok) world.accepted.leads.add(leadId);
    const isRefused = !answer.ok && answer.error instanceof Problem && answer.error.kind !== 'unavailable';
    if (isRefused || (answer.ok && (!plan.isDoubled || tries > 1))) return;
    await world.scheduler.wait(roll.between(SECOND_MS, answer.ok ? 3 * HOUR_MS : 20 * MINUTE_MS));
  }
}

export const CALENDAR = 'calendar_1';

/** Times of the generator, moved to the meeting's own beginning. */
function shifted(event: BookingEvent, byMs: number): BookingEvent {
  if (event.kind === 'booked') {
    const { startMs, endMs, toldMs } = event.times;
    const times = { startMs: startMs + byMs, endMs: endMs + byMs, toldMs: toldMs + byMs };
    return { ...event, times, previousId: event.previousId && ourId(byMs, event.previousId) };
  }
  if (event.kind === 'cancelled') {
    return { ...event, atMs: event.atMs + byMs, nextId: event.nextId && ourId(byMs, event.nextId) };
  }
  if (event.kind === 'attended') {
    return { ...event, atMs: event.atMs + byMs, attemptsMs: event.attemptsMs.map((each) => each + byMs) };
  }
  return { ...event, atMs: event.atMs + byMs };
}

/** Two meetings have no booking in common. */
const ourId = (byMs: number, name: string): string => bookingIdOf(CALENDAR, `${byMs}-${name}`);

const toldAtMs = (event: BookingEvent): number => (event.kind === 'booked' ? event.times.toldMs : event.atMs);

interface Told {
  readonly bookingId: string;
  readonly event: BookingEvent;
}

/** Every event of a meeting's chain of bookings, as its calendar tells it. */
export function toldOf({ bookedMs, life }: MeetingPlan): readonly Told[] {
  const byMs = bookedMs - BOOKED_MS;
  return eventsOf(life).map(({ bookingId, event }) => ({
    bookingId: ourId(byMs, bookingId),
    event: shifted(event, byMs),
  }));
}

/** A calendar's webhooks about one meeting: late, double and out of order, and tried again until they are taken. */
export async function playMeeting(world: World, plan: MeetingPlan): Promise<void> {
  for (const [index, told] of toldOf(plan).entries()) {
    const roll = world.dice(`${plan.id}/${index}`);
    const lateMs = roll.chance(0.4) ? roll.between(0, 40 * MINUTE_MS) : roll.between(0, 2 * SECOND_MS);
    const atMs = toldAtMs(told.event) + lateMs;
    world.scheduler.at(atMs, () => void tell(world, plan, told, `${index}`));
    if (roll.chance(0.3)) {
      world.scheduler.at(atMs + roll.between(0, HOUR_MS), () => void tell(world, plan, told, `${index} again`));
    }
  }
}

async function tell(world: World, plan: MeetingPlan, { bookingId, event }: Told, name: string): Promise<void> {
  const message: AppointmentMessage = {
    v: 1,
    kind: 'told',
    calendarId: CALENDAR,
    advertiserId: ADVERTISER,
    calendar: plan.life.calendar,
    bookingId,
    event,
    ...(event.kind === 'booked' ? { about: aboutOf(world, plan) } : {}),
    waits: 0,
  };
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const id = `${plan.id} ${name} ${tries}`;
    const answer = await world.invoke('receive-booking-event', id, ({ meetingQueue }) => meetingQueue.send(message));
    if (answer.ok) {
      if (event.kind === 'booked') world.accepted.bookings.add(bookingId);
      return;
    }
    await world.scheduler.wait(world.dice(id).between(SECOND_MS, 10 * MINUTE_MS));
  }
}

const aboutOf = ({ plan }: World, { publisherId, phone }: MeetingPlan) => ({
  personHash: hashOf(phone),
  masked: `…${phone.slice(-4)}`,
  answers: {},
  reference: `tag_${publisherId}~${plan.meetingOffer.offerId}~setters`,
});

/** The schedules of these channels; times in which they would find nothing are skipped. */
export async function tickChannels(world: World, untilMs: number): Promise<void> {
  const { scheduler, engine } = world;
  for (let turn = 0; scheduler.nowMs < untilMs; turn += 1) {
    const table = engine.table('outcomes');
    const hour = Math.floor(scheduler.nowMs / HOUR_MS);
    const isDue = [hour - 1, hour].some((each) => table.partition(`WAKE#${each}`).length > 0);
    if (isDue || turn % 12 === 0)
      void world.invoke('wake-appointments', `turn ${turn}`, SCHEDULED['wake-appointments']);
    if (table.partition('DISPUTES#WAITING').length > 0) {
      void world.invoke('finish-disputes', `turn ${turn}`, SCHEDULED['finish-disputes']);
    }
    await scheduler.wait(20 * MINUTE_MS);
  }
}
