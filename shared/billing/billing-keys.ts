import type { Month } from './model.ts';

/**
 * In table `payouts`, for ever:
 * - `ADV#<advertiserId>` / `BILLING`: how an advertiser is billed
 * - `ADV#<advertiserId>` / `INV#<month>#<currency>#<what>`: one invoice or credit note
 * - `INVNO` / `<series>`: the last number given out in a series
 * - `RETAINERS` / `<retainerId>`: a retainer; `RETAINER#<retainerId>` / `<month>`: what was decided of a month
 */
interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const advertiserPk = (advertiserId: string): string => `ADV#${advertiserId}`;
export const termsKey = (advertiserId: string): Key => ({ pk: advertiserPk(advertiserId), sk: 'BILLING' });

export const INVOICE_PREFIX = 'INV#';
/** `corrects` is the number of the invoice that a credit note corrects; empty for an invoice. */
export const invoiceKey = (advertiserId: string, month: Month, currency: string, corrects: string): Key => ({
  pk: advertiserPk(advertiserId),
  sk: `${INVOICE_PREFIX}${month}#${currency}#${corrects}`,
});

export const seriesKey = (series: string): Key => ({ pk: 'INVNO', sk: series });

export const RETAINERS = 'RETAINERS';
export const retainerKey = (retainerId: string): Key => ({ pk: RETAINERS, sk: retainerId });
export const retainerMonthsPk = (retainerId: string): string => `RETAINER#${retainerId}`;
export const retainerMonthKey = (retainerId: string, month: Month): Key => ({
  pk: retainerMonthsPk(retainerId),
  sk: month,
});
