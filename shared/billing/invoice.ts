import { type Currency, shareBps } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { BookedEntry, Month } from './model.ts';
import type { BillingTerms } from './terms.ts';

/** What an advertiser bought of one offer in one month, or what was corrected of it. */
export interface InvoiceLine {
  /** Absent for what names no offer. */
  readonly offerId?: string | undefined;
  readonly what: 'charge' | 'correction';
  readonly count: number;
  readonly amountMinor: bigint;
}

/** An invoice or a credit note before it has its number. */
export interface InvoiceDraft {
  readonly kind: 'invoice' | 'credit-note';
  readonly advertiserId: string;
  readonly month: Month;
  readonly currency: Currency;
  readonly billTo: Pick<BillingTerms, 'legalName' | 'addressLines' | 'taxId'>;
  /** The number of the invoice that a credit note corrects. */
  readonly corrects?: string | undefined;
  readonly lines: readonly InvoiceLine[];
  readonly netMinor: bigint;
  readonly taxBps: number;
  /** On the net total, rounded half to even once. */
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  /** How many entries it is made of, and the hash of the file that lists them. */
  readonly entries: number;
  readonly csvSha256: string;
  readonly issuedAtMs: EpochMs;
}

export interface Invoice extends InvoiceDraft {
  /** `INV-2026-000001`: without a gap in its series. */
  readonly number: string;
}

/** Entries that are told by a deposit's or an invoice's own paper, not by the next invoice. */
const OWN_PAPER = new Set(['deposit', 'tax', 'payment', 'return']);

export const isBilled = (entry: Pick<BookedEntry, 'kind'>): boolean => !OWN_PAPER.has(entry.kind);

/** An entry's change of the advertiser's account in one currency. */
export interface BilledEntry {
  readonly entry: BookedEntry;
  readonly amountMinor: bigint;
}

/** By offer, charges before corrections. */
export function linesOf(billed: readonly BilledEntry[]): readonly InvoiceLine[] {
  const lines = new Map<string, InvoiceLine>();
  for (const { entry, amountMinor } of billed) {
    const { offerId } = entry;
    const what = entry.kind === 'verdict' ? 'charge' : 'correction';
    const before = lines.get(`${what} ${offerId ?? '~'}`) ?? { offerId, what, count: 0, amountMinor: 0n };
    lines.set(`${what} ${offerId ?? '~'}`, {
      ...before,
      count: before.count + 1,
      amountMinor: before.amountMinor + amountMinor,
    });
  }
  return [...lines.keys()].sort().flatMap((key) => lines.get(key) ?? []);
}

/** Net, tax and total; the tax of the net total, not of each line, so that it is rounded once. */
export function totalsOf(billed: readonly BilledEntry[], taxBps: number) {
  const netMinor = billed.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const taxMinor = shareBps(netMinor, taxBps);
  return { netMinor, taxMinor, totalMinor: netMinor + taxMinor };
}
