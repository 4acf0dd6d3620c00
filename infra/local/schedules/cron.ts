import { Temporal } from 'temporal-polyfill';
import type { Schedule } from './expression.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** How far back a due time is looked for; a clock that jumps further has jumped over everything of interest. */
const MAX_DAYS = 5 * 366;

type DayRule = (date: Temporal.PlainDate) => boolean;

/**
 * AWS cron: minutes, hours, day of month, month, day of week (1 = Sunday), year; `*`, `,`, `-`, `/`, `L`, `W`, `#`, and `?` in one
 * of the two day fields. A local time that a clock change skips is skipped; one that comes twice is due once.
 */
export function parseCron(body: string, zone: string): Schedule {
  const fields = body.trim().split(/\s+/);
  if (fields.length !== 6) throw new Error(`cron needs six fields: cron(${body})`);
  const [minuteText, hourText, domText, monthText, dowText, yearText] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((domText === '?') === (dowText === '?'))
    throw new Error(`cron needs "?" in exactly one day field: cron(${body})`);
  const minutes = descending(parseField(minuteText, 0, 59));
  const hours = descending(parseField(hourText, 0, 23));
  const months = parseField(monthText, 1, 12, MONTHS);
  const years = parseField(yearText, 1970, 2199);
  const dayRule = domText === '?' ? weekdayRule(dowText) : monthDayRule(domText);
  const isDue: DayRule = (date) => years.has(date.year) && months.has(date.month) && dayRule(date);

  return {
    latestDue: (afterMs, untilMs) => {
      const until = wallTime(untilMs, zone);
      const firstDay = wallTime(afterMs, zone).toPlainDate();
      let date = until.toPlainDate();
      for (let day = 0; day < MAX_DAYS && Temporal.PlainDate.compare(date, firstDay) >= 0; day += 1) {
        if (isDue(date)) {
          const dueMs = latestOnDay(date, hours, minutes, until, untilMs, zone);
          if (dueMs !== undefined) return dueMs > afterMs ? dueMs : undefined;
        }
        date = date.subtract({ days: 1 });
      }
      return undefined;
    },
  };
}

function wallTime(epochMs: number, zone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDateTime();
}

function latestOnDay(
  date: Temporal.PlainDate,
  hours: readonly number[],
  minutes: readonly number[],
  until: Temporal.PlainDateTime,
  untilMs: number,
  zone: string,
): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const local = date.toPlainDateTime({ hour, minute });
      if (Temporal.PlainDateTime.compare(local, until) > 0) continue;
      const zoned = local.toZonedDateTime(zone);
      const exists = zoned.toPlainDateTime().equals(local);
      if (exists && zoned.epochMilliseconds <= untilMs) return zoned.epochMilliseconds;
    }
  }
  return undefined;
}

function descending(values: ReadonlySet<number>): number[] {
  return [...values].sort((left, right) => right - left);
}

function parseField(text: string, min: number, max: number, names: readonly string[] = []): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : toNumber(stepText, 1, max, []);
    const [fromText = '', toText] = range.split('-');
    const from = range === '*' ? min : toNumber(fromText, min, max, names);
    let to = from;
    if (range === '*' || (toText === undefined && stepText !== undefined)) to = max;
    else if (toText !== undefined) to = toNumber(toText, min, max, names);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  if (values.size === 0) throw new Error(`cron field matches nothing: ${text}`);
  return values;
}

function toNumber(text: string, min: number, max: number, names: readonly string[]): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + 1 : Number(text);
  if (!Number.isInteger(value) || value < min || value > max) throw new Error(`cron value not understood: ${text}`);
  return value;
}

/** Temporal counts Monday = 1; AWS counts Sunday = 1. */
function awsWeekday(date: Temporal.PlainDate): number {
  return (date.dayOfWeek % 7) + 1;
}

function weekdayRule(text: string): DayRule {
  const [, nthDay, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (nthDay && nth) {
    const weekday = toNumber(nthDay, 1, 7, WEEKDAYS);
    return (date) => awsWeekday(date) === weekday && Math.ceil(date.day / 7) === Number(nth);
  }
  const [, lastDay] = /^(\w+)L$/.exec(text) ?? [];
  if (lastDay) {
    const weekday = toNumber(lastDay, 1, 7, WEEKDAYS);
    return (date) => awsWeekday(date) === weekday && date.day + 7 > date.daysInMonth;
  }
  const weekdays = parseField(text === 'L' ? '7' : text, 1, 7, WEEKDAYS);
  return (date) => weekdays.has(awsWeekday(date));
}

function monthDayRule(text: string): DayRule {
  if (text === 'L') return (date) => date.day === date.daysInMonth;
  const [, nearest] = /^(\d+|L)W$/.exec(text) ?? [];
  if (nearest) return (date) => date.day === nearestWorkday(date, nearest === 'L' ? date.daysInMonth : Number(nearest));
  const days = parseField(text, 1, 31);
  return (date) => days.has(date.day);
}

/** The working day nearest to `day` within the month, as `W` means it. */
function nearestWorkday(date: Temporal.PlainDate, day: number): number {
  const wanted = date.with({ day: Math.min(day, date.daysInMonth) });
  if (wanted.dayOfWeek === 6) return wanted.day > 1 ? wanted.day - 1 : 3;
  if (wanted.dayOfWeek === 7) return wanted.day < wanted.daysInMonth ? wanted.day + 1 : wanted.day - 2;
  return wanted.day;
}
