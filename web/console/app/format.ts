import { networkZone } from './zones.ts';

const formats = new Map<string, Intl.NumberFormat>();

function currencyFormat(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  formats.set(currency, made);
  return made;
}

/** How many digits stand behind the point: two for USD, none for JPY. */
export const minorDigits = (currency: string): number =>
  currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units as people write them. Exact up to 2^53 minor units: the API sends no more. */
export const money = (amountMinor: number, currency: string): string =>
  currencyFormat(currency).format(amountMinor / 10 ** minorDigits(currency));

const counts = new Intl.NumberFormat();
export const count = (value: number): string => counts.format(value);

const percents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
/** A share of one; a dash where there is nothing to share. */
export const percent = (part: number, whole: number): string => (whole === 0 ? '–' : percents.format(part / whole));

const instants = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
export const instant = (iso: string): string => instants.format(new Date(iso));

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
/** The date on which an instant falls by the reader's own clock. */
export const dateOf = (iso: string): string => dates.format(new Date(iso));

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
/** The time of day by the reader's own clock. */
export const clockTime = (atMs: number): string => clock.format(atMs);

const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
/** A day of the network such as 2026-03-31, wherever the reader is. */
export const day = (iso: string): string => days.format(new Date(`${iso}T00:00:00Z`));

const calendarDays = new Intl.DateTimeFormat(undefined, {
  ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
});
/** A day with its day of the week, for what people look up in a calendar. */
export const calendarDay = (iso: string): string => calendarDays.format(new Date(`${iso}T00:00:00Z`));

/** 75 → `1:15`. */
export const talk = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

const DAY_MS = 86_400_000;

/** A day of the network's calendar, so many before today. */
export function dayBefore(daysAgo: number): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: networkZone(),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts();
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  const today = Date.parse(`${part('year')}-${part('month')}-${part('day')}T00:00:00Z`);
  return new Date(today - daysAgo * DAY_MS).toISOString().slice(0, 10);
}

/** `no-show` → `No-show`. */
export const words = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`;
