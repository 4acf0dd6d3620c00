import { dayBefore } from './format.ts';

/** Days of the network's calendar, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
const MONTH_DAYS = 30;
const QUARTER_DAYS = 90;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const utcMs = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** So many days that end today. */
export const lastDays = (days: number): Period => ({ from: dayBefore(days - 1), to: dayBefore(0) });

function monthOf(today: string, monthsAgo: number): Period {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = Date.UTC(year, month - 1 - monthsAgo, 1);
  const last = Date.UTC(year, month - monthsAgo, 0);
  return { from: isoDay(first), to: monthsAgo === 0 ? today : isoDay(last) };
}

/** The periods that people ask for, by their name. */
export const PERIODS: readonly (readonly [name: string, label: string, period: () => Period])[] = [
  ['today', 'Today', () => lastDays(1)],
  ['week', 'Last 7 days', () => lastDays(WEEK_DAYS)],
  ['month', 'Last 30 days', () => lastDays(MONTH_DAYS)],
  ['quarter', 'Last 90 days', () => lastDays(QUARTER_DAYS)],
  ['this-month', 'This month', () => monthOf(dayBefore(0), 0)],
  ['last-month', 'Last month', () => monthOf(dayBefore(0), 1)],
];

/** The days just before it, as many. Undefined while one of its days is missing. */
export function periodBefore({ from, to }: Period): Period | undefined {
  if (!(utcMs(from) <= utcMs(to))) return undefined;
  const days = (utcMs(to) - utcMs(from)) / DAY_MS + 1;
  return { from: isoDay(utcMs(from) - days * DAY_MS), to: isoDay(utcMs(from) - DAY_MS) };
}
