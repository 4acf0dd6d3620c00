import pMap from 'p-map';
import { invalidField, notFound } from '../kernel/problem.ts';
import { type Day, daysBetween, daysFrom, wallClock } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import { checkFilter } from './hidden.ts';
import type { ReportSide } from './kpis.ts';
import type { DatedFact, FactFilter } from './model.ts';
import type { FactReader } from './ports.ts';

/** A quarter at a time: each day is a read of its own. */
export const MAX_DAYS = 92;
const DAYS_AT_ONCE = 8;

export interface Period {
  readonly from: Day;
  /** Included. */
  readonly to: Day;
}

export interface ReportPorts {
  readonly facts: FactReader;
  readonly visits: FactReader;
  /** What publishers paid for clicks. */
  readonly clicks: { readonly facts: FactReader };
  readonly zone: string;
}

/** Who asks. */
export type Who = Pick<Principal, 'role' | 'subjectId' | 'publisherId'>;

/** A setter stands on its publisher's side. */
export function sideOf({ role }: Pick<Who, 'role'>): ReportSide {
  if (role === 'setter') return 'publisher';
  return role === 'publisher' || role === 'advertiser' ? role : 'network';
}

/** @throws Problem `invalid` for a period that ends before it begins or is too long */
export function checkPeriod({ from, to }: Period, field: string, maxDays = MAX_DAYS): void {
  if (to < from) throw invalidField(field, 'is before the first day');
  if (daysBetween(from, to) >= maxDays) throw invalidField(field, `is more than ${maxDays} days after the first day`);
}

/**
 * Who asks sees its own; an operator and finance see everything.
 *
 * @throws Problem `not-found` for another's, `invalid` for what this role is not shown
 */
export function ownFilter({ role, subjectId, publisherId }: Who, filter: FactFilter, field = 'query'): FactFilter {
  checkFilter(role, filter, field);
  const { setterId } = filter;
  if (role === 'setter') {
    const isForeign = (setterId ?? subjectId) !== subjectId || (filter.publisherId ?? publisherId) !== publisherId;
    if (isForeign) throw notFound('what you asked for');
    return { ...filter, publisherId, setterId: subjectId };
  }
  const own = role === 'publisher' ? 'publisherId' : role === 'advertiser' ? 'advertiserId' : undefined;
  if (!own) return filter;
  const asked = filter[own];
  if (asked !== undefined && asked !== subjectId) throw notFound(`${role} ${asked}`);
  return { ...filter, [own]: subjectId };
}

export const daysOf = ({ from, to }: Period): Day[] => daysFrom(from, to);

/** Hands over every fact of the period that passes and this side may know of, several days at the same time, in no order. */
export async function readFacts(
  { facts, visits, clicks, zone }: ReportPorts,
  period: Period,
  filter: FactFilter,
  side: ReportSide,
  take: (dated: DatedFact) => void,
): Promise<void> {
  // Nobody else even sees of what a publisher paid for: a row without a number would tell it.
  const readers = side === 'publisher' ? [facts, visits, clicks.facts] : [facts, visits];
  const takeDay = async (day: Day): Promise<void> => {
    for (const reader of readers) {
      for await (const page of reader.ofDay(day, filter)) {
        for (const fact of page) take({ fact, day, hour: Math.floor(wallClock(fact.atMs, zone).minuteOfDay / 60) });
      }
    }
  };
  await pMap(daysOf(period), takeDay, { concurrency: DAYS_AT_ONCE });
}
