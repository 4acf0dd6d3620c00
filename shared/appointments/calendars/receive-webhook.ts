import { z } from 'zod';
import { invalidField, Problem } from '../../kernel/problem.ts';
import type { Clock } from '../../kernel/time.ts';
import { problemOfZod } from '../../platform/http/problem-json.ts';
import { maskAttendee, namesOf } from '../attendee.ts';
import type { ToldMessage } from '../messages.ts';
import type { BookingEvent, Times } from '../model.ts';
import { bookingIdOf } from '../outcome-id.ts';
import type { Calendar, CalendarReader, SignedWebhook } from './ports.ts';
import { readCalCom } from './read-cal-com.ts';
import { readCalendly } from './read-calendly.ts';
import { isSigned } from './signatures.ts';
import type { Told } from './told.ts';

export interface ReceivePorts {
  readonly calendars: CalendarReader;
  readonly hashPerson: (value: string) => Promise<string>;
  readonly clock: Clock;
}

/**
 * What a calendar's webhook tells, as the queue takes it: verified first, then read, and nobody's name, address or number in
 * it. Undefined for one that tells us nothing.
 *
 * @throws Problem `forbidden` for a calendar that we do not know or that did not sign this, `invalid` naming the field
 */
export async function receiveWebhook(
  ports: ReceivePorts,
  calendarId: string,
  webhook: SignedWebhook,
  parse: () => unknown,
): Promise<ToldMessage | undefined> {
  const found = await ports.calendars.connected(calendarId);
  if (!found || !isSigned(found.calendar.kind, webhook, found.secrets, ports.clock.nowMs())) {
    throw new Problem('forbidden', 'the request is not signed by a calendar that we know');
  }
  const told = read(found.calendar, parse());
  if (told?.event.kind === 'booked') refusePast(told.event.times);
  return told && messageOf(ports, found.calendar, told);
}

/** By the calendar's own word on when it was booked: a webhook may come late. */
function refusePast({ startMs, endMs, toldMs }: Times): void {
  if (startMs <= toldMs) throw invalidField('body.payload', 'the meeting had begun when it was booked');
  if (endMs <= startMs) throw invalidField('body.payload', 'the meeting ends before it begins');
}

function read({ kind }: Calendar, body: unknown): Told | undefined {
  try {
    return kind === 'cal.com' ? readCalCom(body) : readCalendly(body);
  } catch (error) {
    if (error instanceof z.ZodError) throw problemOfZod(error, 'body');
    throw error;
  }
}

async function messageOf({ hashPerson }: ReceivePorts, calendar: Calendar, told: Told): Promise<ToldMessage> {
  const { calendarId, advertiserId, kind } = calendar;
  const { person, ...about } = told.about ?? {};
  const [personHash, emailHash] = person ? await Promise.all(namesOf(person).map(hashPerson)) : [];
  const known = person && { personHash, emailHash, masked: maskAttendee(person) };
  return {
    v: 1,
    kind: 'told',
    calendarId,
    advertiserId,
    calendar: kind,
    bookingId: bookingIdOf(calendarId, told.uid),
    event: withOurIds(calendarId, told.event),
    ...(told.about && known ? { about: { ...about, ...known } as ToldMessage['about'] } : {}),
    waits: 0,
  };
}

/** Other bookings of the same calendar, by the ids that we give them. */
function withOurIds(calendarId: string, event: BookingEvent): BookingEvent {
  const ours = (uid: string | undefined) => (uid === undefined ? undefined : bookingIdOf(calendarId, uid));
  if (event.kind === 'booked') return { ...event, previousId: ours(event.previousId) };
  if (event.kind === 'cancelled') return { ...event, nextId: ours(event.nextId) };
  return event;
}
