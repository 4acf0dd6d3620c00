import { invalidField, notFound } from '../kernel/problem.ts';
import { addDays, type Day, daysBetween } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { DailyCount, DailyCounts, DayFilter } from './ports.ts';

/** A month at a time: each day is a read of its own. */
const MAX_DAYS = 31;

export interface DailyRequest {
  readonly from: Day;
  readonly to: Day;
  readonly publisherId?: string | undefined;
}

type Row = Omit<DailyCount, 'advertiserId' | 'chargeMinor' | 'payoutMinor'> &
  Partial<Pick<DailyCount, 'chargeMinor' | 'payoutMinor'>>;

type Who = Pick<Principal, 'role' | 'subjectId'>;

/**
 * Counters by day, offer and publisher, as the caller may see them: its own outcomes, and its own side's money.
 *
 * @throws Problem `invalid` for days in the wrong order or too many of them, `not-found` for another's
 */
export async function readDaily(
  { counts }: { readonly counts: DailyCounts },
  who: Who,
  request: DailyRequest,
): Promise<{ items: Row[] }> {
  const { from, to } = request;
  if (to < from) throw invalidField('query.to', 'is before from');
  if (daysBetween(from, to) >= MAX_DAYS) throw invalidField('query.to', `is more than ${MAX_DAYS} days after from`);
  const filter = filterFor(who, request.publisherId);
  const items: Row[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const count of await counts.ofDay(day, filter)) items.push(rowFor(who, count));
  }
  return { items };
}

function filterFor({ role, subjectId }: Who, publisherId: string | undefined): DayFilter {
  if (role === 'operator') return publisherId === undefined ? {} : { publisherId };
  if (publisherId !== undefined && (role !== 'publisher' || publisherId !== subjectId)) {
    throw notFound(`publisher ${publisherId}`);
  }
  return role === 'publisher' ? { publisherId: subjectId } : { advertiserId: subjectId };
}

function rowFor({ role }: Who, { advertiserId: _hidden, chargeMinor, payoutMinor, ...row }: DailyCount): Row {
  return {
    ...row,
    ...(role === 'publisher' ? {} : { chargeMinor }),
    ...(role === 'advertiser' ? {} : { payoutMinor }),
  };
}
