import { z } from 'zod';
import { answerName, answersShape, MAX_ANSWERS } from '../../catalog/answers.ts';
import { ATTENDANCE, LONGEST_ATTENDANCE } from '../../catalog/attendance-rules.ts';
import { e164, isoDay } from '../../kernel/schemas.ts';
import { fromIso, isZone } from '../../kernel/time.ts';

/** What the operations on meetings share. */
export const zone = z.string().max(60).refine(isZone, 'is not an IANA time zone').meta({ example: 'America/Chicago' });

export const startsAt = z.string().min(1).max(40).meta({
  description:
    'With its offset, or as the clock on the wall of `zone` shows it; a time that daylight saving skips is refused',
  example: '2026-03-09T09:00',
});

/** An instant with its offset. */
export const instantIn = z
  .string()
  .max(40)
  .transform((text, context) => {
    try {
      return fromIso(text);
    } catch {
      context.addIssue('is not an instant such as 2026-03-09T09:10:00-05:00');
      return z.NEVER;
    }
  })
  .meta({ type: 'string', format: 'date-time' });

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text), 'has control characters');

/** Room for what judging is told besides: who came (appointment-facts.ts). */
const withAttendance = (given: object): boolean =>
  answersShape.safeParse({ ...given, [ATTENDANCE]: LONGEST_ATTENDANCE }).success;

export const answers = answersShape
  .refine((given) => !('attendance' in given), 'attendance is told by who came, not beforehand')
  .refine((given) => withAttendance(given), 'are too many, or too long together')
  .meta({ id: 'MeetingAnswers', description: 'By name', example: { budget: 50_000, authority: true } });

export const evidence = z
  .record(answerName, plainText(300))
  .refine((given) => Object.keys(given).length <= MAX_ANSWERS, `is of more than ${MAX_ANSWERS} answers`)
  .meta({ description: 'Where each answer is from: what was said, or the address of a recording' });

export const attendee = z.strictObject({
  name: plainText(80),
  email: z.email().max(120),
  phone: e164.optional(),
});

export const slotFields = {
  from: isoDay.optional().meta({ description: 'The first day, in the zone of the hours; today when absent' }),
  zone: zone.optional().meta({ description: 'In which the slots are told; that of the hours when absent' }),
};

export const slotsView = z
  .strictObject({
    offerId: z.string(),
    zone: z.string(),
    slotMinutes: z.int(),
    items: z.array(
      z.strictObject({
        startsAt: z.string().meta({ example: '2026-03-09T09:00:00-05:00' }),
        endsAt: z.string().meta({ example: '2026-03-09T09:30:00-05:00' }),
        room: z.int().meta({ description: 'Meetings that still fit' }),
      }),
    ),
  })
  .meta({ id: 'Slots' });

export const MAX_SLOT_DAYS = 31;

export const bookedView = z
  .strictObject({
    appointmentId: z.string().meta({ description: 'The outcome’s own id' }),
    startsAt: z
      .string()
      .meta({ description: 'By the clock of the attendee’s zone', example: '2026-03-09T09:00:00-05:00' }),
    endsAt: z.string().meta({ example: '2026-03-09T09:30:00-05:00' }),
    joinUrl: z.string().optional(),
    manageUrl: z.string().meta({
      description: 'Where the attendee confirms, moves or calls it off: whoever has it may',
      example: 'https://api.example/bookings/eyJhIjoiYXBwb2ludG1lbnRfN2txMyJ9.c2lnbmVk',
    }),
  })
  .meta({ id: 'BookedAppointment' });
