import { z } from 'zod';

const outcomeId = z.string().min(1).max(80);

/** Queue [appointment-events], version 1. Sent by the waker: look at this appointment, its time has come. */
const wake = z.strictObject({ v: z.literal(1), kind: z.literal('wake'), outcomeId });

export const appointmentMessage = wake;
export type AppointmentMessage = z.output<typeof appointmentMessage>;
