import { invalidField, notFound } from '../kernel/problem.ts';
import { addDays, type Day, daysBetween, wallClock } from '../kernel/time.ts';
import type { Principal } from '../platform/http/principal.ts';
import { type KpiValue, kpisOf, type ReportSide } from './kpis.ts';
import { type DatedFact, type Dimension, type FactFilter, valueIn } from './model.ts';
import type { FactReader } from './ports.ts';
import { type Money, type Sums, Tally } from './tally.ts';

/** A quarter at a time: each day is a read of its own. */
export const MAX_DAYS = 92;
/** More rows are nothing that a person reads. */
export const MAX_GROUPS = 5_000;
const DAYS_AT_ONCE = 8;

export interface Period {
  readonly from: Day;
  /** Included. */
  readonly to: Day;
}

export interface ReportRequest extends Period {
  readonly groupBy: readonly Dimension[];
  readonly filter: FactFilter;
  /** Another period beside it, group by group. */
  readonly compare?: Period | undefined;
}

/** Money as a side sees it. */
export interface ShownMoney {
  readonly currency: string;
  readonly chargeMinor?: bigint;
  readonly payoutMinor?: bigint;
  readonly marginMinor?: bigint;
  readonly saleMinor?: bigint;
}

export interface ShownSums {
  readonly counts: Sums['counts'];
  readonly money: ShownMoney[];
  readonly kpis: KpiValue[];
}

export interface ReportRow extends ShownSums {
  readonly group: Partial<Record<Dimension, string>>;
  /** The same group in the period that it is compared with. */
  readonly before?: ShownSums;
}

export interface Report {
  readonly rows: ReportRow[];
  readonly total: ShownSums;
  readonly totalBefore?: ShownSums;
}

type Who = Pick<Principal, 'role' | 'subjectId'>;

export interface ReportPorts {
  readonly facts: FactReader;
  readonly visits: FactReader;
  readonly zone: string;
}

/**
 * Outcomes and money by whatever dimensions are asked for, as the caller may see them: its own outcomes, and its own side's
 * money. Two periods of any length can be compared.
 *
 * @throws Problem `invalid` for a period that ends before it begins or is too long, or for more groups than a person reads,
 *   `not-found` for another's
 */
export async function makeReport(ports: ReportPorts, who: Who, request: ReportRequest): Promise<Report> {
  checkPeriod(request, 'query.to');
  if (request.compare) checkPeriod(request.compare, 'query.compareTo');
  const filter = ownFilter(who, request.filter);
  const side = sideOf(who);
  const now = await gather(ports, request, request.groupBy, filter);
  const before = request.compare && (await gather(ports, request.compare, request.groupBy, filter));
  const names = [...new Set([...now.groups.keys(), ...(before?.groups.keys() ?? [])])].sort();
  const nothing = new Tally();
  const rows = names.map((name): ReportRow => {
    const values = JSON.parse(name) as string[];
    return {
      group: Object.fromEntries(request.groupBy.map((dimension, index) => [dimension, values[index] ?? ''])),
      ...show((now.groups.get(name) ?? nothing).sums(), side),
      ...(before && { before: show((before.groups.get(name) ?? nothing).sums(), side) }),
    };
  });
  return {
    rows,
    total: show(now.total.sums(), side),
    ...(before && { totalBefore: show(before.total.sums(), side) }),
  };
}

function checkPeriod({ from, to }: Period, field: string): void {
  if (to < from) throw invalidField(field, 'is before the first day');
  if (daysBetween(from, to) >= MAX_DAYS) throw invalidField(field, `is more than ${MAX_DAYS} days after the first day`);
}

/** Who asks sees its own; an operator and finance see everything. */
function ownFilter({ role, subjectId }: Who, filter: FactFilter): FactFilter {
  const own = role === 'publisher' ? 'publisherId' : role === 'advertiser' ? 'advertiserId' : undefined;
  if (!own) return filter;
  const asked = filter[own];
  if (asked !== undefined && asked !== subjectId) throw notFound(`${role} ${asked}`);
  return { ...filter, [own]: subjectId };
}

const sideOf = ({ role }: Who): ReportSide => (role === 'publisher' || role === 'advertiser' ? role : 'network');

/** What a publisher is paid is not the advertiser's to see, and what it is charged not the publisher's. */
function showMoney({ currency, chargeMinor, payoutMinor, saleMinor }: Money, side: ReportSide): ShownMoney {
  if (side === 'publisher') return { currency, payoutMinor };
  if (side === 'advertiser') return { currency, chargeMinor, saleMinor };
  return { currency, chargeMinor, payoutMinor, marginMinor: chargeMinor - payoutMinor, saleMinor };
}

const show = (sums: Sums, side: ReportSide): ShownSums => ({
  counts: sums.counts,
  money: sums.money.map((each) => showMoney(each, side)),
  kpis: kpisOf(sums, side),
});

interface Gathered {
  readonly groups: ReadonlyMap<string, Tally>;
  readonly total: Tally;
}

async function gather(
  { facts, visits, zone }: ReportPorts,
  { from, to }: Period,
  groupBy: readonly Dimension[],
  filter: FactFilter,
): Promise<Gathered> {
  const groups = new Map<string, Tally>();
  const total = new Tally();
  const take = (dated: DatedFact): void => {
    total.add(dated.fact);
    const name = JSON.stringify(groupBy.map((dimension) => valueIn(dimension, dated)));
    const tally = groups.get(name) ?? new Tally();
    tally.add(dated.fact);
    groups.set(name, tally);
    if (groups.size > MAX_GROUPS) throw invalidField('query.groupBy', `makes more than ${MAX_GROUPS} rows: narrow it`);
  };
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  const worker = async (): Promise<void> => {
    for (let day = days.shift(); day !== undefined; day = days.shift()) {
      for (const reader of [facts, visits]) {
        for await (const page of reader.ofDay(day, filter)) {
          for (const fact of page) take({ fact, day, hour: Math.floor(wallClock(fact.atMs, zone).minuteOfDay / 60) });
        }
      }
    }
  };
  await Promise.all(Array.from({ length: DAYS_AT_ONCE }, worker));
  return { groups, total };
}
