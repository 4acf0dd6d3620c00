import { type KpiValue, kpisOf, type ReportSide } from './kpis.ts';
import type { Money, Sums } from './tally.ts';

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

/** What a publisher is paid is not the advertiser's to see, and what it is charged not the publisher's. */
export function showMoney({ currency, chargeMinor, payoutMinor, saleMinor }: Money, side: ReportSide): ShownMoney {
  if (side === 'publisher') return { currency, payoutMinor };
  if (side === 'advertiser') return { currency, chargeMinor, saleMinor };
  return { currency, chargeMinor, payoutMinor, marginMinor: chargeMinor - payoutMinor, saleMinor };
}

export const showSums = (sums: Sums, side: ReportSide): ShownSums => ({
  counts: sums.counts,
  money: sums.money.map((each) => showMoney(each, side)),
  kpis: kpisOf(sums, side),
});
