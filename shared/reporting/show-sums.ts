import { type KpiValue, kpisOf, type ReportSide } from './kpis.ts';
import type { Money, Sums } from './tally.ts';

/** Money as a side sees it. */
export interface ShownMoney {
  readonly currency: string;
  readonly chargeMinor?: bigint;
  readonly payoutMinor?: bigint;
  readonly marginMinor?: bigint;
  readonly saleMinor?: bigint;
  readonly clickCostMinor?: bigint;
}

/** What clicks cost a publisher is its own business: to others there were none. */
export type ShownCounts = Omit<Sums['counts'], 'clicks'> & { readonly clicks?: number };

export interface ShownSums {
  readonly counts: ShownCounts;
  readonly money: ShownMoney[];
  readonly kpis: KpiValue[];
}

/** What a publisher is paid is not the advertiser's to see, and what it is charged not the publisher's. */
export function showMoney(
  { currency, chargeMinor, payoutMinor, saleMinor, clickCostMinor }: Money,
  side: ReportSide,
): ShownMoney {
  if (side === 'publisher') return { currency, payoutMinor, clickCostMinor };
  if (side === 'advertiser') return { currency, chargeMinor, saleMinor };
  return { currency, chargeMinor, payoutMinor, marginMinor: chargeMinor - payoutMinor, saleMinor };
}

export function showCounts({ clicks, ...counts }: Sums['counts'], side: ReportSide): ShownCounts {
  return side === 'publisher' ? { ...counts, clicks } : counts;
}

export const showSums = (sums: Sums, side: ReportSide): ShownSums => ({
  counts: showCounts(sums.counts, side),
  money: sums.money.map((each) => showMoney(each, side)),
  kpis: kpisOf(sums, side),
});
