import { KPIS, kpisOf, type ReportSide } from './kpis.ts';
import { showMoney } from './show-sums.ts';
import { COUNT_NAMES, type Sums } from './tally.ts';

const MONEY_NAMES = ['chargeMinor', 'payoutMinor', 'marginMinor', 'saleMinor', 'clickCostMinor'] as const;
type MoneyName = (typeof MONEY_NAMES)[number];

/** Everything that can be drawn: counts, money, key figures. */
export const MEASURES: readonly string[] = [...COUNT_NAMES, ...MONEY_NAMES, ...KPIS.map(({ id }) => id)];

const isMoneyName = (measure: string): measure is MoneyName => (MONEY_NAMES as readonly string[]).includes(measure);

const NO_MONEY = {
  currency: '',
  chargeMinor: 0n,
  payoutMinor: 0n,
  saleMinor: 0n,
  callPayoutMinor: 0n,
  clickCostMinor: 0n,
};

/** Whether this side may see it. */
export function isShownTo(side: ReportSide, measure: string): boolean {
  if (isMoneyName(measure)) return showMoney(NO_MONEY, side)[measure] !== undefined;
  if (measure === 'clicks') return side === 'publisher';
  return KPIS.find(({ id }) => id === measure)?.sides.includes(side) ?? true;
}

/** True where the measure comes once for each currency. */
export const isByCurrency = (measure: string): boolean =>
  isMoneyName(measure) || KPIS.some(({ id, isOfMoney }) => id === measure && isOfMoney === true);

/** The value of a measure; null where there is nothing to divide by. Money in minor units. */
export function measured(measure: string, sums: Sums, side: ReportSide, currency?: string): number | null {
  const count = sums.counts[measure as keyof Sums['counts']];
  if (count !== undefined) return count;
  if (isMoneyName(measure)) {
    const money = sums.money.find((each) => each.currency === currency) ?? NO_MONEY;
    return Number(showMoney(money, side)[measure] ?? 0n);
  }
  return kpisOf(sums, side).find((kpi) => kpi.id === measure && kpi.currency === currency)?.value ?? null;
}
