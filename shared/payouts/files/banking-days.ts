import { addDays, type Day, weekdayOf } from '../../kernel/time.ts';

/**
 * Days on which money moves. Federal Reserve: its eleven holidays, where one on a Sunday is kept on Monday and one on a
 * Saturday is not moved (Federal Reserve Financial Services, holiday schedule). TARGET: the six closing days of the euro's
 * settlement system since 2002.
 */
export type BankCalendar = 'federal-reserve' | 'target';

const pad = (number: number): string => String(number).padStart(2, '0');
const dayIn = (year: number, month: number, day: number): Day => `${year}-${pad(month)}-${pad(day)}`;

/** The nth given weekday (1 = Monday) of a month; -1 = the last. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): Day {
  if (nth > 0) {
    const first = dayIn(year, month, 1);
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
  }
  const last = addDays(month === 12 ? dayIn(year + 1, 1, 1) : dayIn(year, month + 1, 1), -1);
  return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
}

const sundayToMonday = (day: Day): Day => (weekdayOf(day) === 7 ? addDays(day, 1) : day);

const MONDAY = 1;
const THURSDAY = 4;

function federalReserveHolidays(year: number): Day[] {
  return [
    sundayToMonday(dayIn(year, 1, 1)),
    nthWeekday(year, 1, MONDAY, 3),
    nthWeekday(year, 2, MONDAY, 3),
    nthWeekday(year, 5, MONDAY, -1),
    sundayToMonday(dayIn(year, 6, 19)),
    sundayToMonday(dayIn(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 10, MONDAY, 2),
    sundayToMonday(dayIn(year, 11, 11)),
    nthWeekday(year, 11, THURSDAY, 4),
    sundayToMonday(dayIn(year, 12, 25)),
  ];
}

/** Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher). */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayIn(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

function targetHolidays(year: number): Day[] {
  const sunday = easter(year);
  return [
    dayIn(year, 1, 1),
    addDays(sunday, -2),
    addDays(sunday, 1),
    dayIn(year, 5, 1),
    dayIn(year, 12, 25),
    dayIn(year, 12, 26),
  ];
}

export function isBankingDay(day: Day, calendar: BankCalendar): boolean {
  if (weekdayOf(day) >= 6) return false;
  const year = Number(day.slice(0, 4));
  const holidays = calendar === 'target' ? targetHolidays(year) : federalReserveHolidays(year);
  return !holidays.includes(day);
}

/** The nth banking day after a day; n = 0 gives the day itself or the first banking day after it. */
export function bankingDayAfter(day: Day, days: number, calendar: BankCalendar): Day {
  let current = day;
  while (!isBankingDay(current, calendar)) current = addDays(current, 1);
  for (let left = days; left > 0; left -= 1) {
    current = addDays(current, 1);
    while (!isBankingDay(current, calendar)) current = addDays(current, 1);
  }
  return current;
}
