import { invalidField } from '../kernel/problem.ts';
import { checkDimensions } from './hidden.ts';
import type { ReportSide } from './kpis.ts';
import { type Dimension, type FactFilter, valueIn } from './model.ts';
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
  readonly group: Partial<Record<Dimension, string>>;
  /** The same group in the period that it is compared with. */
  readonly before?: ShownSums;
}

export interface Report {
  readonly rows: ReportRow[];
  readonly total: ShownSums;
  readonly totalBefore?: ShownSums;
}

/**
 * Visits, outcomes and money by whatever dimensions are asked for, as the caller may see them: its own outcomes, and its own
 * side's money. Two periods of any length can be compared.
 *
 * @throws Problem `invalid` for a period that ends before it begins or is too long, for what the caller's side is not shown, or for more
 *   groups than a person reads, `not-found` for another's
 */
export async function makeReport(ports: ReportPorts, who: Who, request: ReportRequest): Promise<Report> {
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
  const now = await gather(ports, request, request.groupBy, filter, side);
  const before = request.compare && (await gather(ports, request.compare, request.groupBy, filter, side));
  const names = [...new Set([...now.groups.keys(), ...(before?.groups.keys() ?? [])])].sort();
  const nothing = new Tally();
  const rows = names.map((name): ReportRow => {
    const values = JSON.parse(name) as string[];
    return {
      group: Object.fromEntries(request.groupBy.map((dimension, index) => [dimension, values[index] ?? ''])),
      ...seen(now.groups.get(name) ?? nothing),
      ...(before && { before: seen(before.groups.get(name) ?? nothing) }),
    };
  });
  return {
    rows,
    total: seen(now.total),
    ...(before && { totalBefore: seen(before.total) }),
  };
}

interface Gathered {
  /** By the values of the dimensions, as JSON. */
  readonly groups: ReadonlyMap<string, Tally>;
  readonly total: Tally;
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
  const total = new Tally();
  await readFacts(ports, period, filter, side, (dated) => {
    total.add(dated.fact);
    const name = JSON.stringify(groupBy.map((dimension) => valueIn(dimension, dated)));
    const tally = groups.get(name) ?? new Tally();
    tally.add(dated.fact);
    groups.set(name, tally);
    if (groups.size > MAX_GROUPS) throw invalidField('query.groupBy', `makes more than ${MAX_GROUPS} rows: narrow it`);
  });
  return { groups, total };
}
