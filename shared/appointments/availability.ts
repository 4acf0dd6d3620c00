import { z } from 'zod';
import { weeklyHours } from '../catalog/criteria.ts';
import { isoDay } from '../kernel/schemas.ts';

const minutes = z.int().min(0);

export const OFFICE_HOURS = {
  hours: { zone: 'America/Chicago', windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1020 }] },
  slotMinutes: 30,
  bufferMinutes: 15,
  capacity: 1,
};

/** When an advertiser takes meetings for one offer. Times of day are those of the clock on the wall in `hours.zone`. */
export const availability = z
  .strictObject({
    hours: weeklyHours,
    slotMinutes: minutes.min(5).max(480).meta({ description: 'How long a meeting is' }),
    bufferMinutes: minutes.max(240).default(0).meta({ description: 'Kept free between two meetings' }),
    capacity: z.int().min(1).max(50).default(1).meta({ description: 'Meetings at the same time' }),
    noticeMinutes: minutes.max(20_160).default(60).meta({ description: 'A meeting is booked at least so long before' }),
    horizonDays: z.int().min(1).max(120).default(30).meta({ description: 'And at most so many days before' }),
    closedDays: z.array(isoDay).max(120).default([]).meta({ description: 'Holidays, in the zone of the hours' }),
    joinUrl: z
      .url({ protocol: /^https$/ })
      .max(300)
      .optional()
      .meta({ description: 'Where the meeting is joined' }),
  })
  .meta({ id: 'NewAvailability', example: OFFICE_HOURS });
export type Availability = z.output<typeof availability>;

/** As it stands, with the count of its changes. */
export interface StandingAvailability extends Availability {
  readonly version: number;
}
