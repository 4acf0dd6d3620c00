import { z } from 'zod';
import type { Criterion } from './criteria.ts';

/**
 * What makes a meeting held or missed, as an offer states it. Part of an offer version: both sides read it before anybody is
 * booked, and a booking is settled by the rules it was made under.
 */
export const attendanceRules = z
  .strictObject({
    windowHours: z
      .int()
      .min(1)
      .max(336)
      .meta({ description: 'Both sides may say who came until so long after the meeting’s end' }),
    noShowAttempts: z
      .int()
      .min(0)
      .max(10)
      .meta({ description: 'The advertiser’s no-show counts with at least so many attempts to reach the attendee' }),
    silence: z
      .enum(['held', 'no-show'])
      .meta({ description: 'What the meeting was when nobody said anything in time' }),
    disagreement: z
      .enum(['held', 'no-show'])
      .meta({ description: 'What it was when one side says held and the other no-show' }),
  })
  .meta({
    id: 'AttendanceRules',
    description: 'When a meeting was held, and when it was missed',
    example: { windowHours: 48, noShowAttempts: 2, silence: 'held', disagreement: 'no-show' },
  });
export type AttendanceRules = z.output<typeof attendanceRules>;

/**
 * For offers that name none. Who sat in the meeting knows best, so the advertiser's word wins a disagreement; but it has to
 * be given in time and after two attempts, or the setter's work counts.
 */
export const DEFAULT_ATTENDANCE: AttendanceRules = {
  windowHours: 48,
  noShowAttempts: 2,
  silence: 'held',
  disagreement: 'no-show',
};

/** The answer under which a verdict is told who came. */
export const ATTENDANCE = 'attendance';

/** The longest word that may stand there: facts must have room for it beside all other answers. */
export const LONGEST_ATTENDANCE = 'rescheduled';

/** Whether criteria can only be met by a meeting that was held: nobody pays for one that was merely booked. */
export function asksHeld(criterion: Criterion): boolean {
  switch (criterion.kind) {
    case 'all':
      return criterion.of.some(asksHeld);
    case 'any':
      return criterion.of.every(asksHeld);
    case 'answer':
      return criterion.name === ATTENDANCE && criterion.in?.every((said) => said === 'held') === true;
    default:
      return false;
  }
}
