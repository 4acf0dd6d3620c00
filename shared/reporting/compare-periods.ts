import { addDays, type Day, daysBetween } from '../kernel/time.ts';
import type { Dimension } from './model.ts';
import type { Period } from './read-facts.ts';
import type { Tally } from './tally.ts';

/** A group's values, one for each dimension, as the name that it is found by. */
export const groupName = (values: readonly string[]): string => JSON.stringify(values);
export const valuesOf = (name: string): string[] => JSON.parse(name) as string[];

/**
 * Names the groups of another period as those they stand beside. No day is in two periods, so a day stands beside the one that
 * has its place in the asked period, the first beside the first; hours go with their day. Where the other period is longer,
 * places go on after the last day.
 */
export function besideAsked(
  groups: ReadonlyMap<string, Tally>,
  groupBy: readonly Dimension[],
  asked: Period,
  other: Period,
): ReadonlyMap<string, Tally> {
  const at = groupBy.indexOf('day');
  if (at < 0) return groups;
  const beside = (name: string): string => {
    const values = valuesOf(name);
    return groupName(values.with(at, addDays(asked.from, daysBetween(other.from, values[at] ?? other.from))));
  };
  return new Map([...groups].map(([name, tally]) => [beside(name), tally]));
}

/** The day of the other period that has the place of this one; undefined where that period is over by then. */
export function dayBeside(day: Day, asked: Period, other: Period): Day | undefined {
  const beside = addDays(other.from, daysBetween(asked.from, day));
  return beside <= other.to ? beside : undefined;
}
