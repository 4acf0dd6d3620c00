import { z } from 'zod';
import { isoDay, isoInstant, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { STATES } from '../model.ts';
import { NOTICE_KINDS } from '../notices.ts';
import { change, INVITATION_SAMPLE } from './appointments.ts';

const token = z.strictObject({ token: z.string().min(1).max(1_000) });
const common = {
  tag: 'Appointments',
  scope: 'public',
  params: token,
  status: 200,
} as const;

/** What the attendee is told, who has the link and no key. */
export const bookingView = z
  .strictObject({
    title: z.string(),
    state: z.enum(STATES),
    startsAt: z
      .string()
      .meta({ description: 'By the clock of the attendee’s zone', example: '2026-03-09T09:00:00-05:00' }),
    endsAt: z.string().meta({ example: '2026-03-09T09:30:00-05:00' }),
    zone: z.string(),
    joinUrl: z.string().optional(),
    isOver: z.boolean().meta({ description: 'It is judged, and can not be changed any more', example: false }),
  })
  .meta({ id: 'AttendeeBooking' });

export const openBooking = defineRoute({
  ...common,
  operationId: 'openBooking',
  fails: { 'not-found': 'the meeting was not found', forbidden: 'this link was not made here, or is over' },
  method: 'GET',
  path: '/bookings/{token}',
  summary: 'A meeting, for who is to attend it',
  description: 'The link is its own permission: signed, for this meeting only.',
  response: bookingView,
});

export const changeBooking = defineRoute({
  ...common,
  operationId: 'changeBooking',
  fails: {
    'not-found': 'the meeting was not found',
    forbidden: 'this link was not made here, or is over',
    conflict: 'the appointment is qualified; book another one',
  },
  method: 'POST',
  path: '/bookings/{token}',
  summary: 'Confirm, move or call off a meeting, by who is to attend it',
  body: change,
  response: bookingView,
});

export const openInvitation = defineRoute({
  ...common,
  operationId: 'openInvitation',
  fails: {
    'not-found': 'the meeting was not found',
    forbidden: 'this link was not made here, or is over',
    conflict: 'calendly invites to this appointment',
  },
  method: 'GET',
  path: '/bookings/{token}/invitation.ics',
  summary: 'The invitation, for the attendee’s calendar',
  responseType: 'text/calendar; charset=utf-8',
  sample: INVITATION_SAMPLE,
});

export const takeCalendarReply = defineRoute({
  operationId: 'takeCalendarReply',
  audit: 'ids',
  method: 'POST',
  path: '/v1/calendar-replies',
  summary: 'Hand on what an attendee’s calendar answered to an invitation',
  description:
    'The `text/calendar` part of the mail that Google, Outlook and others send to the organizer: accepted confirms, declined calls off, a reply to an older version changes nothing.',
  tag: 'Appointments',
  scope: 'appointments:write',
  roles: ['operator'],
  status: 200,
  fails: {
    invalid: 'the body is no reply to an invitation: its METHOD is not REPLY',
    'not-found': 'appointment appointment_7kq3 was not found',
    conflict: 'the meeting began at 2026-03-09T14:00:00.000Z: say who came instead',
  },
  response: z
    .strictObject({ appointmentId: z.string(), effect: z.enum(['confirmed', 'cancelled', 'none']) })
    .meta({ id: 'CalendarReplyTaken' }),
});

export const listNotices = defineRoute({
  operationId: 'listNotices',
  method: 'GET',
  path: '/v1/notices',
  summary: 'What attendees are to be told, for the sender that tells them',
  description:
    'Invitations, moves, cancellations and reminders of one day (UTC), oldest first; the cursor of the last page shows what came since. `GET /v1/appointments/{appointmentId}` has the attendee and `/invitation` the .ics.',
  tag: 'Appointments',
  scope: 'network:read',
  roles: ['operator'],
  query: pageQuery.extend({ day: isoDay }),
  status: 200,
  response: pageOf(
    z
      .strictObject({
        appointmentId: z.string(),
        kind: z.enum(NOTICE_KINDS),
        at: isoInstant,
        sequence: z.int().meta({ description: 'Of the invitation that belongs to it' }),
      })
      .meta({ id: 'Notice' }),
  ),
});
