import { invariant } from '../../kernel/result.ts';
import { addDays, type Day, dayOf, type EpochMs, endOfDayMs, nextHourMs, weekdayOf } from '../../kernel/time.ts';
import type { Period } from '../read-facts.ts';
import type { Cadence, ReportSchedule } from './model.ts';

/** Periods are cut by the network's clock, as in every report: a day, or Monday to Sunday. */
const DAYS = { day: 1, week: 7 } as const;

const periodFrom = (every: Cadence['every'], from: Day): Period => ({ from, to: addDays(from, DAYS[every] - 1) });

/** The newest period that is over. */
function newestOver(every: Cadence['every'], networkZone: string, nowMs: EpochMs): Period {
  const today = dayOf(nowMs, networkZone);
  const begun = every === 'day' ? today : addDays(today, 1 - weekdayOf(today));
  return periodFrom(every, addDays(begun, -DAYS[every]));
}

/** When a period is sent: the first time that the reader's clock shows the hour once it is over on the network's. */
export const dueMs = ({ hour, zone }: Cadence, { to }: Period, networkZone: string): EpochMs =>
  nextHourMs(endOfDayMs(to, networkZone), hour, zone);

/** The newest period whose hour has come. That is within 25 hours of its end, so one of the newest three is it. */
export function newestDue(cadence: Cadence, networkZone: string, nowMs: EpochMs): Period {
  const { every } = cadence;
  const { from } = newestOver(every, networkZone, nowMs);
  const newest = [0, 1, 2].map((back) => periodFrom(every, addDays(from, -back * DAYS[every])));
  const due = newest.find((period) => dueMs(cadence, period, networkZone) <= nowMs);
  invariant(due !== undefined, 'the hour of a period comes within a day of its end');
  return due;
}

/** What is to be sent now; undefined when it was. Of several that were missed only the newest. */
export function periodDue(schedule: ReportSchedule, networkZone: string, nowMs: EpochMs): Period | undefined {
  const period = newestDue(schedule, networkZone, nowMs);
  return period.from > schedule.sentFrom ? period : undefined;
}

/** When the next one is sent: in the past while one is due. */
export function nextDueMs(schedule: ReportSchedule, networkZone: string): EpochMs {
  const { every, sentFrom } = schedule;
  return dueMs(schedule, periodFrom(every, addDays(sentFrom, DAYS[every])), networkZone);
}
