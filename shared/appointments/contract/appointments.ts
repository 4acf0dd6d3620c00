import { z } from 'zod';
import { answersShape } from '../../catalog/answers.ts';
import { ATTENDANCE, attendanceRules } from '../../catalog/attendance-rules.ts';
import { id, isoInstant } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { MAX_ATTEMPTS, SAID, STATES } from '../model.ts';
import { CALENDARS } from '../ports.ts';
import { instantIn, plainText, startsAt, zone } from './fields.ts';

const word = z.strictObject({ said: z.enum(SAID), at: isoInstant });
const answersOut = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const appointmentView = z
  .strictObject({
    appointmentId: z
      .string()
      .meta({ description: 'The outcome’s own id: `GET /v1/outcomes/{outcomeId}` has its verdict' }),
    offerId: z.string(),
    publisherId: z.string(),
    calendar: z.enum(CALENDARS),
    state: z.enum(STATES),
    title: z.string(),
    startsAt: isoInstant,
    endsAt: isoInstant,
    zone: z.string().optional().meta({ description: 'The attendee’s' }),
    partOf: z
      .string()
      .optional()
      .meta({ description: 'The appointment that this one turned out to be a part of: that one is paid for' }),
    moves: z.int().meta({ description: 'How often it was rescheduled: the same outcome, paid once' }),
    joinUrl: z.string().optional(),
    attendee: z
      .strictObject({ name: z.string(), email: z.string(), phone: z.string().optional() })
      .optional()
      .meta({ description: 'Not shown to publishers; absent where another calendar invites' }),
    attendeeMasked: z.string().optional(),
    answers: answersOut.meta({
      description: 'As the setter, or the form, had them',
      example: { budget: 50_000, authority: true, need: 'new roof', timeline: 'quarter' },
    }),
    evidence: z.record(z.string(), z.string()).meta({ example: { budget: 'said so on the phone, 2 March' } }),
    found: z
      .strictObject({ answers: answersOut, why: z.string() })
      .optional()
      .meta({ description: 'What the advertiser found to be otherwise: these count' }),
    attendance: z.strictObject({
      until: isoInstant.meta({ description: 'Both sides may say who came until then' }),
      advertiser: word.optional(),
      publisher: word.optional(),
      attempts: z.array(isoInstant).optional(),
      rules: attendanceRules,
    }),
    verdict: z.enum(['qualified', 'rejected']).optional(),
    settlesAt: isoInstant
      .optional()
      .meta({ description: 'What is known then is judged; sooner when the advertiser says held' }),
    late: z
      .array(z.strictObject({ side: z.enum(['advertiser', 'publisher']), said: z.enum(SAID), at: isoInstant }))
      .optional()
      .meta({ description: 'Said after the verdict: it changes nothing by itself, a dispute may' }),
  })
  .meta({ id: 'Appointment' });

const appointmentPath = z.strictObject({ appointmentId: id });

const reason = (why: string) => ({ description: why });

export const change = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('confirm') }),
    z.strictObject({ action: z.literal('cancel') }),
    z.strictObject({
      action: z.literal('reschedule'),
      startsAt,
      zone: zone
        .optional()
        .meta(reason('In which `startsAt` is told without an offset; that of the hours when absent')),
    }),
  ])
  .meta({ id: 'AppointmentChange', example: { action: 'reschedule', startsAt: '2026-03-10T09:00' } });

export const changeAppointment = defineRoute({
  operationId: 'changeAppointment',
  audit: 'ids',
  method: 'POST',
  path: '/v1/appointments/{appointmentId}/changes',
  summary: 'Confirm, move or call off an appointment',
  description: 'One that stands in Cal.com or Calendly is changed there. A moved one is the same outcome, paid once.',
  tag: 'Appointments',
  scope: 'appointments:write',
  roles: ['operator', 'advertiser', 'publisher', 'setter'],
  params: appointmentPath,
  body: change,
  status: 200,
  fails: { conflict: 'the appointment is qualified; book another one' },
  response: appointmentView,
});

export const reportAttendance = defineRoute({
  operationId: 'reportAttendance',
  audit: 'ids',
  method: 'POST',
  path: '/v1/appointments/{appointmentId}/attendance',
  summary: 'Say who came',
  description:
    'From the meeting’s beginning until `attendance.until`. An advertiser’s `held` is final; its `no-show` counts with the attempts that the offer asks for.',
  tag: 'Appointments',
  scope: 'appointments:write',
  roles: ['advertiser', 'publisher', 'setter'],
  params: appointmentPath,
  body: z
    .strictObject({
      said: z.enum(['held', 'no-show']),
      attempts: z
        .array(instantIn)
        .max(MAX_ATTEMPTS)
        .default([])
        .meta(reason('For `no-show`: when the attendee was tried to be reached')),
      found: z
        .strictObject({ answers: answersShape, why: plainText(300) })
        .optional()
        .meta(reason('For the advertiser’s `held`: answers that turned out otherwise, and why')),
    })
    .refine(({ said, attempts }) => said === 'no-show' || attempts.length === 0, {
      path: ['attempts'],
      message: 'go with `no-show` only',
    })
    .refine(({ said, found }) => said === 'held' || found === undefined, {
      path: ['found'],
      message: 'goes with `held` only',
    })
    .refine(({ found }) => !(found && ATTENDANCE in found.answers), {
      path: ['found', 'answers', ATTENDANCE],
      message: 'is what `said` says',
    })
    .meta({
      id: 'AttendanceReport',
      example: { said: 'no-show', attempts: ['2026-03-09T09:10:00-05:00', '2026-03-09T09:20:00-05:00'] },
    }),
  status: 200,
  fails: {
    forbidden: 'a publisher was not in the meeting',
    conflict: 'the meeting begins at 2026-03-09T14:00:00.000Z: nobody can have come yet',
  },
  response: appointmentView,
});

/** As the calendar of an attendee gets it. */
export const INVITATION_SAMPLE = [
  ...['BEGIN:VCALENDAR', 'PRODID:-//Callbourse//Appointments//EN', 'VERSION:2.0', 'METHOD:REQUEST', 'BEGIN:VEVENT'],
  ...['UID:appointment_7kq3@callbourse', 'SEQUENCE:0', 'DTSTAMP:20260302T150000Z'],
  ...['DTSTART:20260309T140000Z', 'DTEND:20260309T143000Z', 'SUMMARY:Roof inspection', 'STATUS:CONFIRMED'],
  ...['ORGANIZER:mailto:appointments@api.example.com', 'ATTENDEE;RSVP=TRUE:mailto:ada@example.com'],
  ...['END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

export const getInvitation = defineRoute({
  operationId: 'getInvitation',
  method: 'GET',
  path: '/v1/appointments/{appointmentId}/invitation',
  summary: 'The invitation as .ics',
  description:
    'As it stands now: the same UID for every version, SEQUENCE rising with each, METHOD:CANCEL for one that was called off.',
  tag: 'Appointments',
  scope: 'outcomes:read',
  roles: ['operator', 'advertiser'],
  params: appointmentPath,
  status: 200,
  fails: { conflict: 'calendly invites to this appointment' },
  responseType: 'text/calendar; charset=utf-8',
  sample: INVITATION_SAMPLE,
});

export const getAppointment = defineRoute({
  operationId: 'getAppointment',
  method: 'GET',
  path: '/v1/appointments/{appointmentId}',
  summary: 'Show an appointment',
  tag: 'Appointments',
  scope: 'outcomes:read',
  roles: ['operator', 'advertiser', 'publisher', 'setter'],
  params: appointmentPath,
  status: 200,
  response: appointmentView,
});
