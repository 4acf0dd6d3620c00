import { cellText, toCsv } from '../kernel/csv.ts';
import { toDecimal } from '../kernel/money.ts';
import { KPIS } from './kpis.ts';
import type { Report } from './make-report.ts';
import type { Dimension } from './model.ts';
import type { ShownSums } from './show-sums.ts';

const MONEY = ['chargeMinor', 'payoutMinor', 'marginMinor', 'saleMinor', 'clickCostMinor'] as const;

/**
 * A report as CSV: a line for each group and currency, amounts as decimals. A name that a spreadsheet would take for a formula is
 * written with an apostrophe before it; an amount below zero stays a number.
 */
export function reportCsv({ rows, total }: Report, groupBy: readonly Dimension[]): string {
  const isShown = (column: (typeof MONEY)[number]) =>
    [total, ...rows].some(({ money }) => money.some((each) => each[column] !== undefined));
  const shown = MONEY.filter(isShown);
  const counts = Object.keys(total.counts) as (keyof ShownSums['counts'])[];
  const header = [...groupBy, ...counts, 'currency', ...shown.map(withoutUnit), ...KPIS.map(({ id }) => id)];
  const lines = rows.flatMap((row) => {
    const cells = [
      ...groupBy.map((dimension) => cellText(row.group[dimension] ?? '')),
      ...counts.map((name) => String(row.counts[name] ?? '')),
    ];
    return linesOf(row, shown).map((money) => [...cells, ...money]);
  });
  return toCsv(header, lines);
}

const withoutUnit = (column: string): string => column.replace(/Minor$/, '');

/** One for each currency; one without where nothing was owed. */
function linesOf(row: ShownSums, shown: readonly (typeof MONEY)[number][]): string[][] {
  const kpiIn = (currency: string | undefined) =>
    KPIS.map(({ id, unit }) => {
      const found = row.kpis.find((kpi) => kpi.id === id && (kpi.currency === undefined || kpi.currency === currency));
      if (!found) return '';
      return unit === 'minor' && currency
        ? toDecimal(BigInt(found.value), currency)
        : String(Number(found.value.toFixed(4)));
    });
  if (row.money.length === 0) return [['', ...shown.map(() => ''), ...kpiIn(undefined)]];
  return row.money.map((money) => [
    money.currency,
    ...shown.map((column) => (money[column] === undefined ? '' : toDecimal(money[column], money.currency))),
    ...kpiIn(money.currency),
  ]);
}
