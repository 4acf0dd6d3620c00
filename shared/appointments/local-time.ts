import { Temporal } from 'temporal-polyfill';
import { invalidField } from '../kernel/problem.ts';
import type { Day, EpochMs } from '../kernel/time.ts';

type Which = 'earlier' | 'later';

const on = (day: Day, minuteOfDay: number): Temporal.PlainDateTime =>
  Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes: minuteOfDay });

const instant = (local: Temporal.PlainDateTime, zone: string, which: Which): Temporal.ZonedDateTime =>
  local.toZonedDateTime(zone, { disambiguation: which });

const isSkipped = (local: Temporal.PlainDateTime, zone: string): boolean =>
  !instant(local, zone, 'later').toPlainDateTime().equals(local);

/**
 * When the clock on the wall first shows this minute of a day, or has passed it: a minute that daylight saving skips is the
 * instant at which the clock jumps over it. 1440 is the end of the day.
 */
export function firstInstantOf(day: Day, minuteOfDay: number, zone: string): EpochMs {
  const local = on(day, minuteOfDay);
  const earlier = instant(local, zone, 'earlier');
  if (!isSkipped(local, zone)) return earlier.epochMilliseconds;
  return (earlier.getTimeZoneTransition('next') ?? earlier).epochMilliseconds;
}

/** What the clock on the wall of a zone shows at an instant, with its offset: `2026-03-09T09:00:00-05:00`. */
export const localText = (atMs: EpochMs, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;

/**
 * An instant as people write it: with its offset (`…T09:00:00-05:00`, `…Z`), or as the clock on the wall of their zone.
 *
 * @throws Problem `invalid` naming the field for a text that is no time, for a wall clock that daylight saving skips, and
 *   for one that it shows twice
 */
export function readStart(text: string, zone: string, field = 'body.startsAt'): EpochMs {
  if (!LOCAL.test(text)) return readInstant(text, field);
  const local = readLocal(text, field);
  if (isSkipped(local, zone)) throw invalidField(field, `daylight saving skips this time in ${zone}`);
  const [earlier, later] = [instant(local, zone, 'earlier'), instant(local, zone, 'later')];
  if (earlier.offset !== later.offset) {
    throw invalidField(field, `the clock shows this twice in ${zone}: add ${earlier.offset} or ${later.offset}`);
  }
  return earlier.epochMilliseconds;
}

function readInstant(text: string, field: string): EpochMs {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw invalidField(field, 'is not a time such as 2026-03-09T09:00:00-05:00 or 2026-03-09T09:00');
  }
}

function readLocal(text: string, field: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    throw invalidField(field, 'is not a time that exists');
  }
}
