import { invalidField } from '../kernel/problem.ts';
import type { Day } from '../kernel/time.ts';
import { besideAsked, dayBeside, groupName, valuesOf } from './compare-periods.ts';
import { checkDimensions } from './hidden.ts';
import type { ReportSide } from './kpis.ts';
import { type Dimension, type FactFilter, type NamedDimension, valueIn } from './model.ts';
import { nameRows } from './name-rows.ts';
import type { NameReader } from './ports.ts';
import { checkPeriod, ownFilter, type Period, type ReportPorts, readFacts, sideOf, type Who } from './read-facts.ts';
import { type ShownSums, showSums } from './show-sums.ts';
import { Tally } from './tally.ts';

/** More rows are nothing that a person reads. */
export const MAX_GROUPS = 5_000;

export interface ReportRequest extends Period {
  readonly groupBy: readonly Dimension[];
  readonly filter: FactFilter;
  /** Another period beside it, group by group. */
  readonly compare?: Period | undefined;
}

export interface ReportRow extends ShownSums {
  /** `day` is empty where the other period has more days than the asked one. */
  readonly group: Partial<Record<Dimension, string>>;
  /** What people call it now, where it has a name of its own. */
  readonly names?: Partial<Record<NamedDimension, string>>;
  /** The same group in the period that it is compared with. */
  readonly before?: ShownSums;
  /** Which day of that period `before` is of, where rows are by day. */
  readonly beforeDay?: Day;
}

export interface RowPorts extends ReportPorts {
  readonly names: NameReader;
}

export interface Report {
  readonly rows: ReportRow[];
  readonly total: ShownSums;
  readonly totalBefore?: ShownSums;
}

/**
 * Visits, outcomes and money by whatever dimensions are asked for, as the caller may see them: its own outcomes, and its own
 * side's money. Two periods of any length can be compared, day by day by their places in them.
 *
 * @throws Problem `invalid` for a period that ends before it begins or is too long, for what the caller's side is not shown, or for more
 *   groups than a person reads, `not-found` for another's
 */
export async function makeReport(ports: RowPorts, who: Who, request: ReportRequest): Promise<Report> {
  checkPeriod(request, 'query.to');
  if (request.compare) checkPeriod(request.compare, 'query.compareTo');
  checkDimensions(who.role, request.groupBy, 'query.groupBy');
  const filter = ownFilter(who, request.filter);
  const side = sideOf(who);
  /** What a setter's work comes to is its publisher's business. */
  const seen = (tally: Tally): ShownSums => {
    const { counts, money } = tally.sums();
    return showSums({ counts, money: who.role === 'setter' ? [] : money }, side);
  };
  const { groupBy, compare } = request;
  const now = await gather(ports, request, groupBy, filter, side);
  const nothing = new Tally();
  const rowOf = (name: string): ReportRow => {
    const values = valuesOf(name);
    return {
      group: Object.fromEntries(groupBy.map((dimension, index) => [dimension, values[index] ?? ''])),
      ...seen(now.groups.get(name) ?? nothing),
    };
  };
  if (!compare) {
    const found = [...now.groups.keys()].sort().map(rowOf);
    return { rows: await nameRows(ports.names, found, groupBy, now.offerOf), total: seen(now.total) };
  }
  const other = await gather(ports, compare, groupBy, filter, side);
  const before = besideAsked(other.groups, groupBy, request, compare);
  const names = [...new Set([...now.groups.keys(), ...before.keys()])].sort();
  const rows = names.map((name) => {
    const row = { ...rowOf(name), before: seen(before.get(name) ?? nothing) };
    return groupBy.includes('day') ? withDayBeside(row, request, compare) : row;
  });
  const offerOf = new Map([...other.offerOf, ...now.offerOf]);
  const named = await nameRows(ports.names, rows, groupBy, offerOf);
  return { rows: named, total: seen(now.total), totalBefore: seen(other.total) };
}

function withDayBeside(row: ReportRow, asked: Period, other: Period): ReportRow {
  const { day = '' } = row.group;
  const beforeDay = dayBeside(day, asked, other);
  const group = { ...row.group, day: day > asked.to ? '' : day };
  return { ...row, group, ...(beforeDay && { beforeDay }) };
}

interface Gathered {
  /** By the values of the dimensions (`groupName`). */
  readonly groups: ReadonlyMap<string, Tally>;
  readonly total: Tally;
  /** The offer of each target that a call went to. */
  readonly offerOf: ReadonlyMap<string, string>;
}

/** @throws Problem `invalid` for more groups than a person reads */
export async function gather(
  ports: ReportPorts,
  period: Period,
  groupBy: readonly Dimension[],
  filter: FactFilter,
  side: ReportSide,
): Promise<Gathered> {
  const groups = new Map<string, Tally>();
  const offerOf = new Map<string, string>();
  const total = new Tally();
  await readFacts(ports, period, filter, side, (dated) => {
    total.add(dated.fact);
    if (dated.fact.targetId !== undefined) offerOf.set(dated.fact.targetId, dated.fact.offerId);
    const name = groupName(groupBy.map((dimension) => valueIn(dimension, dated)));
    const tally = groups.get(name) ?? new Tally();
    tally.add(dated.fact);
    groups.set(name, tally);
    if (groups.size > MAX_GROUPS) throw invalidField('query.groupBy', `makes more than ${MAX_GROUPS} rows: narrow it`);
  });
  return { groups, total, offerOf };
}
