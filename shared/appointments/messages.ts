import { z } from 'zod';
import { answersShape } from '../catalog/answers.ts';
import { type BookingEvent, MAX_ATTEMPTS, SAID, SIDES } from './model.ts';

/** Queue [appointment-events], version 1. No message carries who the attendee is. */
const id = z.string().min(1).max(80);
const atMs = z.int().nonnegative();

export const bookingEvent: z.ZodType<BookingEvent> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('booked'),
    times: z
      .strictObject({ startMs: atMs, endMs: atMs, toldMs: atMs })
      .refine(({ startMs, endMs }) => startMs < endMs, { path: ['endMs'], message: 'is not after its beginning' }),
    previousId: id.optional(),
  }),
  z.strictObject({ kind: z.literal('confirmed'), atMs }),
  z.strictObject({ kind: z.literal('cancelled'), atMs, moved: z.boolean(), nextId: id.optional() }),
  z.strictObject({
    kind: z.literal('attended'),
    side: z.enum(SIDES),
    said: z.enum(SAID),
    atMs,
    attemptsMs: z.array(atMs).max(MAX_ATTEMPTS),
  }),
]);

/** Sent by the waker: look at this appointment, its time has come. */
const wake = z.strictObject({ v: z.literal(1), kind: z.literal('wake'), outcomeId: id });

/** What a calendar told of a booking of its own. */
const told = z.strictObject({
  v: z.literal(1),
  kind: z.literal('told'),
  calendarId: id,
  advertiserId: id,
  calendar: z.enum(['cal.com', 'calendly']),
  bookingId: id,
  event: bookingEvent,
  about: z
    .strictObject({
      title: z.string().max(120).optional(),
      personHash: z.string().max(64),
      /** Where the person has a phone number too. */
      emailHash: z.string().max(64).optional(),
      masked: z.string().max(60),
      zone: z.string().max(60).optional(),
      answers: answersShape,
      joinUrl: z.string().max(300).optional(),
      reference: z.string().max(240).optional(),
    })
    .optional(),
  /** How often it has waited for the booking before it. */
  waits: z.int().min(0).max(10),
});
export type ToldMessage = z.output<typeof told>;

export const appointmentMessage = z.discriminatedUnion('kind', [wake, told]);
export type AppointmentMessage = z.output<typeof appointmentMessage>;
