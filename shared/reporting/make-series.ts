import { invalidField } from '../kernel/problem.ts';
import { groupName } from './compare-periods.ts';
import { gather } from './make-report.ts';
import { isByCurrency, isShownTo, measured } from './measures.ts';
import type { Dimension, FactFilter } from './model.ts';
import { checkPeriod, daysOf, ownFilter, type Period, type ReportPorts, sideOf, type Who } from './read-facts.ts';
import { Tally } from './tally.ts';

/** A month by the hour is as much as a chart can show. */
export const MAX_HOURLY_DAYS = 31;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

export interface SeriesRequest extends Period {
  readonly by: 'hour' | 'day';
  readonly measures: readonly string[];
  readonly filter: FactFilter;
}

/** One line of a chart: a value for each time, null where there is nothing to divide by. */
export interface Line {
  readonly measure: string;
  readonly currency?: string;
  readonly values: (number | null)[];
}

/**
 * Measures over time, one value for each day or hour of the period, empty ones included, so that a chart draws it as it is. What
 * is reckoned from money comes once for each currency.
 *
 * @throws Problem `invalid` for a period that is too long or a measure that this side is not shown, `not-found` for another's
 */
export async function makeSeries(
  ports: ReportPorts,
  who: Who,
  request: SeriesRequest,
): Promise<{ readonly times: string[]; readonly series: Line[] }> {
  const isHourly = request.by === 'hour';
  checkPeriod(request, 'query.to', isHourly ? MAX_HOURLY_DAYS : undefined);
  checkMeasures(who, request.measures, 'query.measures');
  const groupBy: readonly Dimension[] = isHourly ? ['day', 'hour'] : ['day'];
  const { groups, total } = await gather(ports, request, groupBy, ownFilter(who, request.filter), sideOf(who));
  const days = daysOf(request);
  const cells = isHourly ? days.flatMap((day) => HOURS.map((hour) => [day, hour])) : days.map((day) => [day]);
  const tallies = cells.map((cell) => groups.get(groupName(cell)) ?? new Tally());
  return { times: cells.map((cell) => cell.join('T')), series: linesOf(request.measures, tallies, total, who) };
}

export interface HoursRequest extends Period {
  readonly measure: string;
  readonly filter: FactFilter;
}

/** One picture of a week for each currency: seven rows from Monday, a value for each hour of the day. */
export interface Week {
  readonly currency?: string;
  readonly rows: (number | null)[][];
}

/**
 * A measure by weekday and hour of the day, over all weeks of the period: when people call, and when it pays.
 *
 * @throws Problem as {@link makeSeries} does
 */
export async function makeWeek(ports: ReportPorts, who: Who, request: HoursRequest): Promise<{ weeks: Week[] }> {
  checkPeriod(request, 'query.to');
  checkMeasures(who, [request.measure], 'query.measure');
  const filter = ownFilter(who, request.filter);
  const { groups, total } = await gather(ports, request, ['weekday', 'hour'], filter, sideOf(who));
  const weekdays = ['1', '2', '3', '4', '5', '6', '7'];
  const cells = weekdays.flatMap((weekday) => HOURS.map((hour) => groupName([weekday, hour])));
  const tallies = cells.map((cell) => groups.get(cell) ?? new Tally());
  const weeks = linesOf([request.measure], tallies, total, who).map(({ currency, values }) => ({
    ...(currency !== undefined && { currency }),
    rows: weekdays.map((_, index) => values.slice(index * HOURS.length, (index + 1) * HOURS.length)),
  }));
  return { weeks };
}

function checkMeasures(who: Who, measures: readonly string[], field: string): void {
  const hidden = measures.find((measure) => !isShownTo(sideOf(who), measure));
  if (hidden) throw invalidField(field, `${hidden} is not shown to ${who.role}s`);
}

function linesOf(measures: readonly string[], tallies: readonly Tally[], total: Tally, who: Who): Line[] {
  const sums = tallies.map((tally) => tally.sums());
  const side = sideOf(who);
  const currencies = total.sums().money.map(({ currency }) => currency);
  return measures.flatMap((measure): Line[] => {
    if (!isByCurrency(measure)) return [{ measure, values: sums.map((each) => measured(measure, each, side)) }];
    return currencies.map((currency) => ({
      measure,
      currency,
      values: sums.map((each) => measured(measure, each, side, currency)),
    }));
  });
}
