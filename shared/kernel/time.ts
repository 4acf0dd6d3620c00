import { Temporal } from 'temporal-polyfill';
import { invariant } from './result.ts';

/** Milliseconds since the Unix epoch. */
export type EpochMs = number;

/** A calendar day, `YYYY-MM-DD`, in a zone that the context names. */
export type Day = string;

/** Where use cases get the time from; nothing else may ask the system. */
export interface Clock {
  nowMs(): EpochMs;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const zoned = (atMs: EpochMs, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);

/** The calendar day of an instant in a zone. */
export const dayOf = (atMs: EpochMs, zone: string): Day => zoned(atMs, zone).toPlainDate().toString();

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();

/** The same day of a later month, or its last one. */
export const addMonths = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString();

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export const weekdayOf = (day: Day): number => Temporal.PlainDate.from(day).dayOfWeek;

/** The first instant of a day in a zone: not always midnight, since some zones skip it on a daylight-saving change. */
export const startOfDayMs = (day: Day, zone: string): EpochMs =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).startOfDay().epochMilliseconds;

/** The first instant after a day: what "the end of a day" means everywhere in this code. */
export const endOfDayMs = (day: Day, zone: string): EpochMs => startOfDayMs(addDays(day, 1), zone);

/** Whole days from `a` to `b`. */
export const daysBetween = (a: Day, b: Day): number =>
  Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: 'days' }).days;

/** Each day from the first to the last, both included; none where the last comes first. As many as there are, so bound them first. */
export const daysFrom = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index));

export interface WallClock {
  readonly day: Day;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
  /** Minutes since the wall clock's midnight, 0…1439. */
  readonly minuteOfDay: number;
}

/** What a clock on the wall of that zone shows. */
export function wallClock(atMs: EpochMs, zone: string): WallClock {
  const at = zoned(atMs, zone);
  return { day: at.toPlainDate().toString(), weekday: at.dayOfWeek, minuteOfDay: at.hour * 60 + at.minute };
}

/**
 * The first instant from `fromMs` on at which the wall clock of a zone comes to a full hour. An hour that a change of the clock
 * skips is its end; of one that comes twice it is the first.
 */
export function nextHourMs(fromMs: EpochMs, hour: number, zone: string): EpochMs {
  const today = zoned(fromMs, zone).toPlainDate();
  const onDay = (day: Temporal.PlainDate): EpochMs =>
    day.toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds;
  const todayMs = onDay(today);
  return todayMs >= fromMs ? todayMs : onDay(today.add({ days: 1 }));
}

/**
 * A day that exists, of the years 1970 to 2199: nothing here is older or comes later. The year after 9999 is written `+010000`, which
 * as text stands before every other; whoever goes on from day to day until the last one by comparing texts would never get there.
 */
export const isDay = (text: string): boolean => {
  if (!/^(19[7-9]\d|2[01]\d\d)-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
};

/** True for a zone of the IANA database. */
export const isZone = (zone: string): boolean => {
  try {
    zoned(0, zone);
    return true;
  } catch {
    return false;
  }
};

export const toIso = (atMs: EpochMs): string => {
  invariant(Number.isSafeInteger(atMs), 'an instant is whole milliseconds');
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString({ smallestUnit: 'millisecond' });
};

export const fromIso = (iso: string): EpochMs => Temporal.Instant.from(iso).epochMilliseconds;
