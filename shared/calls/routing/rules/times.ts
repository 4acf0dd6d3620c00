import { isOpenOn } from '../../../catalog/opening-hours.ts';
import type { Rule } from './rule.ts';

/** Closed on the target's own calendar day, which may be another day than the network's. */
export const holiday: Rule = ({ rules: { holidays } }, { moment }) => {
  if (!holidays) return undefined;
  const { day } = moment.wall(holidays.zone);
  return holidays.days.includes(day) ? { refusal: 'holiday', seen: day } : undefined;
};

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const clockFace = (weekday: number, minuteOfDay: number): string => {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${WEEKDAYS[weekday]} ${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`;
};

export const hours: Rule = ({ target }, { moment }) => {
  if (!target.hours) return undefined;
  const wall = moment.wall(target.hours.zone);
  if (isOpenOn(target.hours, wall)) return undefined;
  return { refusal: 'closed', asked: target.hours.zone, seen: clockFace(wall.weekday, wall.minuteOfDay) };
};
