import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { OfferVersion } from '../../shared/catalog/model.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { callApi } from '../support/api-event.ts';
import { type AppointmentWorld, NOW_MS, openWorld } from './world.ts';

/** Payloads as both calendars send them, their longer settings left out. */
export const REFERENCE = 'tag_1~offer_1~newsletter';

export interface CalBooking {
  readonly uid: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly rescheduleUid?: string;
  readonly reference?: string | undefined;
}

export const calBooking = (trigger: string, booking: CalBooking, createdAt = '2026-03-02T15:00:00.000Z') => {
  const { reference, ...rest } = booking;
  return {
    triggerEvent: trigger,
    createdAt,
    payload: {
      bookerUrl: 'https://app.cal.com',
      type: 'roof-inspection',
      title: 'Roof inspection between Acme and Ada Byron',
      description: '',
      additionalNotes: '',
      customInputs: {},
      startTime: '2026-03-03T15:00:00Z',
      endTime: '2026-03-03T15:30:00Z',
      organizer: {
        id: 5,
        name: 'Acme',
        email: 'host@acme.example',
        username: 'acme',
        timeZone: 'America/Chicago',
        language: { locale: 'en' },
        timeFormat: 'h:mma',
      },
      responses: {
        name: { label: 'your_name', value: 'Ada Byron', isHidden: false },
        email: { label: 'email_address', value: 'ada@example.com', isHidden: false },
        budget: { label: 'Budget', value: '50000', isHidden: false },
        authority: { label: 'Do you decide?', value: 'Yes', isHidden: false },
        guests: { label: 'additional_guests', value: [], isHidden: false },
      },
      userFieldsResponses: {},
      attendees: [
        { email: 'ada@example.com', name: 'Ada Byron', timeZone: 'America/Chicago', language: { locale: 'en' } },
      ],
      location: 'integrations:daily',
      destinationCalendar: null,
      hideCalendarNotes: false,
      requiresConfirmation: null,
      eventTypeId: 7,
      seatsShowAttendees: true,
      seatsPerTimeSlot: null,
      appsStatus: [],
      eventTitle: 'Roof inspection',
      eventDescription: '',
      price: 0,
      currency: 'usd',
      length: 30,
      bookingId: 91,
      status: 'ACCEPTED',
      // A reschedule loses what the first booking's link said.
      metadata: reference === undefined ? {} : { callbourse: reference, videoCallUrl: 'https://app.cal.com/video/x' },
      ...rest,
    },
  };
};

export const calNoShow = (bookingUid: string, noShow: boolean, createdAt: string) => ({
  triggerEvent: 'BOOKING_NO_SHOW_UPDATED',
  createdAt,
  payload: {
    message: noShow ? 'ada@example.com marked as no-show' : 'ada@example.com unmarked as no-show',
    attendees: [{ email: 'ada@example.com', noShow }],
    bookingUid,
    bookingId: 91,
  },
});

export const inviteeUri = (name: string): string =>
  `https://api.calendly.com/scheduled_events/GBGBDCAADAEDCRZ2-${name}/invitees/AAAAAAAAAAAAAAAA-${name}`;

export interface Invitee {
  readonly name: string;
  readonly start?: string;
  readonly end?: string;
  readonly old?: string | undefined;
  readonly new?: string | undefined;
  readonly rescheduled?: boolean;
  readonly reference?: string | undefined;
  readonly noShowAt?: string;
}

export const calendly = (event: string, invitee: Invitee, createdAt = '2026-03-02T15:00:00.000000Z') => ({
  event,
  created_at: createdAt,
  created_by: 'https://api.calendly.com/users/AAAAAAAAAAAAAAAA',
  payload: {
    cancel_url: 'https://calendly.com/cancellations/AAAAAAAAAAAAAAAA',
    created_at: createdAt,
    email: 'ada@example.com',
    event: 'https://api.calendly.com/scheduled_events/GBGBDCAADAEDCRZ2',
    first_name: null,
    last_name: null,
    name: 'Ada Byron',
    new_invitee: invitee.new === undefined ? null : inviteeUri(invitee.new),
    old_invitee: invitee.old === undefined ? null : inviteeUri(invitee.old),
    no_show:
      invitee.noShowAt === undefined
        ? null
        : { uri: 'https://api.calendly.com/invitee_no_shows/6ee96ed4', created_at: invitee.noShowAt },
    payment: null,
    questions_and_answers: [
      { answer: '50000', position: 0, question: 'Budget' },
      { answer: 'yes', position: 1, question: 'Authority' },
    ],
    reconfirmation: null,
    reschedule_url: 'https://calendly.com/reschedulings/AAAAAAAAAAAAAAAA',
    rescheduled: invitee.rescheduled ?? false,
    routing_form_submission: null,
    scheduled_event: {
      created_at: createdAt,
      end_time: invitee.end ?? '2026-03-03T15:30:00.000000Z',
      event_guests: [],
      event_memberships: [{ user: 'https://api.calendly.com/users/AAAAAAAAAAAAAAAA' }],
      event_type: 'https://api.calendly.com/event_types/CCCCCCCCCCCCCCCC',
      invitees_counter: { total: 1, active: 1, limit: 1 },
      location: { type: 'zoom', join_url: 'https://zoom.us/j/1' },
      name: 'Roof inspection',
      start_time: invitee.start ?? '2026-03-03T15:00:00.000000Z',
      status: event === 'invitee.canceled' ? 'canceled' : 'active',
      updated_at: createdAt,
      uri: 'https://api.calendly.com/scheduled_events/GBGBDCAADAEDCRZ2',
    },
    status: event === 'invitee.canceled' ? 'canceled' : 'active',
    text_reminder_number: null,
    timezone: 'America/Chicago',
    tracking: {
      utm_campaign: null,
      utm_source: null,
      utm_medium: null,
      utm_content: invitee.reference ?? null,
      utm_term: null,
      salesforce_uuid: null,
    },
    updated_at: createdAt,
    uri: inviteeUri(invitee.name),
  },
});

const hex = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

export const signedAs = {
  'cal.com': (secret: string, body: string): Record<string, string> => ({ 'x-cal-signature-256': hex(secret, body) }),
  calendly: (secret: string, body: string, nowMs: number): Record<string, string> => {
    const seconds = Math.floor(nowMs / 1_000);
    return { 'calendly-webhook-signature': `t=${seconds},v1=${hex(secret, `${seconds}.${body}`)}` };
  },
};

export interface Connected {
  readonly calendarId: string;
  readonly kind: 'cal.com' | 'calendly';
  readonly signingSecret: string;
}

/** Sends a webhook to where the calendar was told to; headers of its own take the place of the right signature. */
export async function sendWebhook(
  world: AppointmentWorld,
  { calendarId, kind, signingSecret }: Connected,
  message: object | string,
  headers?: Record<string, string>,
): Promise<number> {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const answer = await world.calendars.receive(
    {
      headers: {
        'content-type': 'application/json',
        ...(headers ?? signedAs[kind](signingSecret, body, world.clock.nowMs())),
      },
      pathParameters: { calendarId },
      rawPath: `/calendars/${calendarId}/events`,
      body,
      isBase64Encoded: false,
      requestContext: { requestId: 'r1' },
    } as unknown as APIGatewayProxyEventV2,
    {} as Context,
  );
  return answer.statusCode ?? 200;
}

/** A world with one calendar of an advertiser's. */
export async function connected(kind: 'cal.com' | 'calendly', key = 'acme', over: Partial<OfferVersion> = {}) {
  const world = await openWorld(over);
  const body = { kind, name: 'Sales team' };
  const answer = await callApi(world.calendars.connect, { method: 'POST', key, body });
  const calendar: Connected = answer.json;
  return { world, calendar, send: (message: object) => sendWebhook(world, calendar, message) };
}

/** Every appointment of the world, from what was noted of the one person. */
export async function appointmentsOf(world: AppointmentWorld) {
  const person = await world.deps.hashPerson('ada@example.com');
  const contacts = await world.deps.people.earlier(person, 0, NOW_MS + 60 * DAY_MS);
  const found = await Promise.all(contacts.map(({ outcomeId }) => world.appointments.find(outcomeId)));
  return found.flatMap((each) => (each ? [each] : []));
}

/** Delivers what waits as if its time had come, so many rounds. */
export async function patiently(world: AppointmentWorld, rounds = 6): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    world.queued.push(...world.waiting.splice(0));
    await world.run();
  }
}
