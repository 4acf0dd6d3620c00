import { z } from 'zod';
import { fromIso, isZone } from '../../kernel/time.ts';
import { MAX_UID_LETTERS, REFERENCE_LETTERS } from './reference.ts';
import { answersOf, phoneOf, type Told } from './told.ts';

/**
 * Cal.com's webhooks, read as far as we need them.
 *
 * Source: https://cal.com/docs/developing/guides/automation/webhooks
 */
const uid = z.string().min(1).max(MAX_UID_LETTERS);
const instant = z.iso.datetime({ offset: true }).transform(fromIso);
const envelope = z.object({ triggerEvent: z.string(), createdAt: instant, payload: z.unknown() });

const attendee = z.object({
  email: z.string().max(320),
  timeZone: z.string().max(60).optional(),
  phoneNumber: z.string().max(40).nullish(),
});

const booking = z.object({
  uid,
  startTime: instant,
  endTime: instant,
  attendees: z.array(attendee).min(1),
  responses: z.record(z.string(), z.object({ value: z.unknown() })).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  rescheduleUid: uid.nullish(),
});

const named = z.object({ uid });
const noShow = z.object({ bookingUid: uid, attendees: z.array(z.object({ noShow: z.boolean() })) });

/** Who and where, asked by every form: no answers of the offer's. */
const OWN_FIELDS = new Set([
  'name',
  'email',
  'guests',
  'location',
  'notes',
  'title',
  'rescheduleReason',
  'attendeePhoneNumber',
]);

/** Undefined for what tells us nothing. */
export function readCalCom(body: unknown): Told | undefined {
  const { triggerEvent, createdAt, payload } = envelope.parse(body);
  switch (triggerEvent) {
    case 'BOOKING_CREATED':
    case 'BOOKING_RESCHEDULED':
      return readBooking(booking.parse(payload), createdAt);
    case 'BOOKING_CANCELLED':
    case 'BOOKING_REJECTED':
      return { uid: named.parse(payload).uid, event: { kind: 'cancelled', atMs: createdAt, moved: false } };
    case 'BOOKING_NO_SHOW_UPDATED': {
      const { bookingUid, attendees } = noShow.parse(payload);
      const said = attendees.some((each) => each.noShow) ? 'no-show' : 'unsaid';
      const event = { kind: 'attended' as const, side: 'advertiser' as const, said, atMs: createdAt, attemptsMs: [] };
      return { uid: bookingUid, event } as Told;
    }
    default:
      return undefined;
  }
}

function readBooking(read: z.output<typeof booking>, toldMs: number): Told {
  const [first] = read.attendees;
  const { email = '', timeZone, phoneNumber } = first ?? {};
  const responses = Object.entries(read.responses ?? {});
  const reference = read.metadata?.callbourse;
  const joinUrl = read.metadata?.videoCallUrl;
  const phone = phoneOf(phoneNumber ?? read.responses?.attendeePhoneNumber?.value);
  return {
    uid: read.uid,
    event: {
      kind: 'booked',
      times: { startMs: read.startTime, endMs: read.endTime, toldMs },
      previousId: read.rescheduleUid ?? undefined,
    },
    about: {
      person: { email, phone },
      zone: timeZone !== undefined && isZone(timeZone) ? timeZone : undefined,
      answers: answersOf(responses.filter(([name]) => !OWN_FIELDS.has(name)).map(([name, { value }]) => [name, value])),
      joinUrl: typeof joinUrl === 'string' ? joinUrl.slice(0, 300) : undefined,
      reference: typeof reference === 'string' ? reference.slice(0, REFERENCE_LETTERS) : undefined,
    },
  };
}
