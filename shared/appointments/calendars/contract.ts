import { z } from 'zod';
import { id, isoInstant, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { plainText } from '../contract/fields.ts';
import { CONNECTED } from './ports.ts';

const calendarView = z
  .strictObject({
    calendarId: z.string(),
    kind: z.enum(CONNECTED),
    name: z.string().meta({ example: 'Sales team' }),
    webhookUrl: z.string().meta({
      description: 'Where the calendar sends its webhooks',
      example: 'https://api.example/calendars/calendar_1oy5/events',
    }),
    createdAt: isoInstant,
    version: z.int().meta({
      description: 'Counts its secrets: quoted it is the `etag` that a change names by If-Match',
      example: 3,
    }),
  })
  .meta({ id: 'Calendar' });

const secretView = calendarView
  .extend({ signingSecret: z.string().meta({ description: 'What it signs them with; shown once' }) })
  .meta({ id: 'CalendarSecret' });

const common = { tag: 'Appointments', roles: ['advertiser', 'operator'] } as const;

export const connectCalendar = defineRoute({
  ...common,
  operationId: 'connectCalendar',
  method: 'POST',
  path: '/v1/calendars',
  summary: 'Connect a calendar whose bookings count',
  description:
    'Enter address and secret in Cal.com (Settings, Webhooks) or give them to Calendly as `url` and `signing_key` of a webhook subscription.',
  scope: 'offers:write',
  body: z
    .strictObject({
      advertiserId: id.optional().meta({ description: 'For operators only: whose calendar it is' }),
      kind: z.enum(CONNECTED),
      name: plainText(80),
    })
    .meta({ id: 'NewCalendar', example: { kind: 'cal.com', name: 'Sales team' } }),
  status: 201,
  response: secretView,
  secretAnswer: ['signingSecret'],
  auditOf: { what: 'Calendar' },
});

export const listCalendars = defineRoute({
  ...common,
  operationId: 'listCalendars',
  method: 'GET',
  path: '/v1/calendars',
  summary: 'List connected calendars',
  scope: 'offers:read',
  query: pageQuery.extend({ advertiserId: id.optional().meta({ description: 'For operators' }) }),
  status: 200,
  response: pageOf(calendarView),
});

export const renewCalendarSecret = defineRoute({
  ...common,
  operationId: 'renewCalendarSecret',
  method: 'PUT',
  path: '/v1/calendars/{calendarId}/secret',
  summary: 'Make a new signing secret',
  description: 'The one before it stays valid until the next is made, so that no webhook is refused meanwhile.',
  scope: 'offers:write',
  params: z.strictObject({ calendarId: id }),
  ifMatch: 'may',
  status: 200,
  response: secretView,
  secretAnswer: ['signingSecret'],
  auditOf: { what: 'Calendar' },
});

export const receiveBookingEvent = defineRoute({
  operationId: 'receiveBookingEvent',
  method: 'POST',
  path: '/calendars/{calendarId}/events',
  summary: 'A booking changed in a connected calendar',
  description: 'Called by Cal.com or Calendly, signed with the secret of that calendar; anything else is refused.',
  tag: 'Appointments',
  scope: 'public',
  params: z.strictObject({ calendarId: id }),
  status: 200,
  fails: {
    'not-found': 'the calendar was not found',
    forbidden: 'the request is not signed by a calendar that we know',
  },
  response: z.strictObject({}),
});
