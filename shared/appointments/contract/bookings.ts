import { z } from 'zod';
import { id } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { answers, attendee, bookedView, evidence, plainText, startsAt, zone } from './fields.ts';

const bookingFields = {
  offerId: id,
  startsAt,
  zone: zone.meta({ description: 'The attendee’s' }),
  attendee,
  answers: answers.default({}),
};

const example = {
  offerId: 'offer_8x0cq2',
  startsAt: '2026-03-09T09:00',
  zone: 'America/Chicago',
  attendee: { name: 'Ada Byron', email: 'ada@example.com' },
  answers: { budget: 50_000, authority: true, need: 'new roof', timeline: 'quarter' },
};

export const bookAppointment = defineRoute({
  operationId: 'bookAppointment',
  audit: 'ids',
  method: 'POST',
  path: '/v1/appointments',
  summary: 'Book a meeting for somebody',
  description:
    'By a setter, with its own key or its publisher’s. The terms of the offer are frozen now; it is paid when it was held.',
  tag: 'Appointments',
  scope: 'appointments:write',
  roles: ['publisher', 'setter', 'operator'],
  body: z
    .strictObject({
      ...bookingFields,
      publisherId: id.optional().meta({ description: 'For operators only: whose booking it is' }),
      setterId: id
        .optional()
        .meta({ description: 'Who of the publisher’s people booked it; a setter need not say so' }),
      source: plainText(60).default('setter').meta({ description: 'What it is attributed to' }),
      evidence: evidence.default({}),
    })
    .meta({ id: 'NewAppointment', example: { ...example, evidence: { budget: 'said so on the phone, 2 March' } } }),
  status: 201,
  fails: {
    forbidden: 'this offer is joined on request, and this publisher is not approved for it',
    conflict: 'this slot is taken; ask for the slots again',
  },
  response: bookedView,
});

export const bookFromPage = defineRoute({
  operationId: 'bookFromPage',
  method: 'POST',
  path: '/pages/bookings',
  summary: 'Book a meeting on a page',
  description:
    'Sent as `text/plain` from a page whose origin the publisher has listed. With the token of the tag it belongs to the same visit.',
  tag: 'Appointments',
  scope: 'public',
  body: z
    .strictObject({
      key: z.string().min(1).max(80),
      ...bookingFields,
      requestId: id.meta({ description: 'Made by the page: sending it again books nothing more' }),
      token: z.string().min(1).max(1_000).optional().meta({ description: 'What the tag was given for its number' }),
    })
    .meta({ id: 'PageBooking', example: { ...example, key: 'tag_3fZ0dX', requestId: 'f3a9' } }),
  status: 200,
  fails: {
    'not-found': 'an offer that takes meetings now was not found',
    forbidden: 'header.origin: is not on the list of pages that may use this key',
    conflict: 'this slot is taken; ask for the slots again',
  },
  response: bookedView,
});
