import { z } from 'zod';
import { attendanceRules } from '../../catalog/attendance-rules.ts';
import { id, isoInstant } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { SAID, STATES } from '../model.ts';
import { CALENDARS } from '../ports.ts';

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
    moves: z.int().meta({ description: 'How often it was rescheduled: the same outcome, paid once' }),
    joinUrl: z.string().optional(),
    attendee: z
      .strictObject({ name: z.string(), email: z.string(), phone: z.string().optional() })
      .optional()
      .meta({ description: 'Not shown to publishers; absent where another calendar invites' }),
    attendeeMasked: z.string().optional(),
    answers: answersOut.meta({ description: 'As the setter, or the form, had them' }),
    evidence: z.record(z.string(), z.string()),
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

export const getAppointment = defineRoute({
  operationId: 'getAppointment',
  method: 'GET',
  path: '/v1/appointments/{appointmentId}',
  summary: 'Show an appointment',
  tag: 'Appointments',
  scope: 'outcomes:read',
  roles: ['operator', 'advertiser', 'publisher'],
  params: z.strictObject({ appointmentId: id }),
  status: 200,
  response: appointmentView,
});
