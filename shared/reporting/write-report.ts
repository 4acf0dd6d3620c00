import { cellText, toCsv } from '../kernel/csv.ts';
import { toDecimal } from '../kernel/money.ts';
import { KPIS } from './kpis.ts';
import type { Report, ReportRow } from './make-report.ts';
import { type Dimension, NAMED } from './model.ts';
import type { ShownSums } from './show-sums.ts';

const MONEY = ['chargeMinor', 'payoutMinor', 'marginMinor', 'saleMinor', 'clickCostMinor'] as const;
type MoneyName = (typeof MONEY)[number];

interface Columns {
  readonly counts: readonly (keyof ShownSums['counts'])[];
  readonly money: readonly MoneyName[];
}

/**
 * A report as CSV: a line for each group and currency, amounts as decimals; where two periods are compared, the columns of the
 * other one follow, `…Before`. A name that a spreadsheet would take for a formula is written with an apostrophe before it; an
 * amount below zero stays a number.
 */
export function reportCsv({ rows, total, totalBefore }: Report, groupBy: readonly Dimension[]): string {
  const all = [total, totalBefore, ...rows, ...rows.map(({ before }) => before)];
  const columns: Columns = {
    counts: Object.keys(total.counts) as (keyof ShownSums['counts'])[],
    money: MONEY.filter((name) => all.some((sums) => sums?.money.some((each) => each[name] !== undefined))),
  };
  const [counts, amounts] = [columns.counts, [...columns.money.map(withoutUnit), ...KPIS.map(({ id }) => id)]];
  const isNamed = (dimension: string): boolean => (NAMED as readonly string[]).includes(dimension);
  const ids = groupBy.flatMap((each) => (isNamed(each) ? [each, nameColumn(each)] : [each]));
  const names: readonly string[] = [...ids, ...(totalBefore && groupBy.includes('day') ? ['dayBefore'] : [])];
  const header = [...names, ...counts, 'currency', ...amounts];
  const others = totalBefore ? [...counts, ...amounts].map((name) => `${name}Before`) : [];
  const lines = rows.flatMap((row) => {
    const called = Object.entries(row.names ?? {}).map(([each, name]) => [nameColumn(each), name]);
    const group: Record<string, string | undefined> = {
      ...row.group,
      ...Object.fromEntries(called),
      dayBefore: row.beforeDay,
    };
    const name = names.map((each) => cellText(group[each] ?? ''));
    return currenciesOf(row).map((currency) => [
      ...name,
      ...countsIn(row, columns),
      currency ?? '',
      ...amountsIn(row, columns, currency),
      ...(row.before ? [...countsIn(row.before, columns), ...amountsIn(row.before, columns, currency)] : []),
    ]);
  });
  return toCsv([...header, ...others], lines);
}

const nameColumn = (dimension: string): string => `${dimension}Name`;

const withoutUnit = (column: string): string => column.replace(/Minor$/, '');

/** Of both periods; one line without where nothing was owed. */
function currenciesOf({ money, before }: ReportRow): readonly (string | undefined)[] {
  const found = [...money, ...(before?.money ?? [])].map(({ currency }) => currency);
  return found.length > 0 ? [...new Set(found)].sort() : [undefined];
}

const countsIn = ({ counts }: ShownSums, columns: Columns): string[] =>
  columns.counts.map((name) => String(counts[name] ?? ''));

function amountsIn({ money, kpis }: ShownSums, columns: Columns, currency: string | undefined): string[] {
  const owed = money.find((each) => each.currency === currency);
  const amounts = columns.money.map((name) => {
    const amountMinor = owed?.[name];
    return owed === undefined || amountMinor === undefined ? '' : toDecimal(amountMinor, owed.currency);
  });
  const figures = KPIS.map(({ id, unit }) => {
    const found = kpis.find((kpi) => kpi.id === id && (kpi.currency === undefined || kpi.currency === currency));
    if (!found) return '';
    return unit === 'minor' && currency
      ? toDecimal(BigInt(found.value), currency)
      : String(Number(found.value.toFixed(4)));
  });
  return [...amounts, ...figures];
}
