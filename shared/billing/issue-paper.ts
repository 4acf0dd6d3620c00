import { parse } from 'csv-parse/sync';
import { cellText, toCsv } from '../kernel/csv.ts';
import { deterministicId, sha256Hex } from '../kernel/ids.ts';
import { type Currency, toDecimal } from '../kernel/money.ts';
import { invariant } from '../kernel/result.ts';
import { type Clock, dayOf, toIso } from '../kernel/time.ts';
import { account } from '../ledger/model.ts';
import type { FileStore } from '../payouts/ports.ts';
import { type BilledEntry, type Invoice, type InvoiceDraft, linesOf, totalsOf } from './invoice.ts';
import type { Month } from './model.ts';
import type { AdvertiserBook, InvoiceStore } from './ports.ts';
import type { Paper } from './sort-entries.ts';
import type { BillingTerms } from './terms.ts';

export interface IssueDeps {
  readonly invoices: InvoiceStore;
  readonly advertiserBook: AdvertiserBook;
  readonly files: Pick<FileStore, 'put' | 'get'>;
  readonly clock: Clock;
  readonly zone: string;
}

/** Entries come late at most a few times a month. */
const MAX_SUPPLEMENTS = 20;

/**
 * Issues a paper, or finds the one that stands. What came into the month after it was billed goes on a supplement that
 * names the paper before it, so that no entry is left out and none is billed twice.
 */
export async function issuePaper(
  deps: IssueDeps,
  terms: BillingTerms,
  month: Month,
  paper: Paper,
  standing: readonly Invoice[],
): Promise<readonly Invoice[]> {
  const papers: Invoice[] = [];
  let { billed, corrects } = paper;
  for (let count = 0; count <= MAX_SUPPLEMENTS && billed.length > 0; count += 1) {
    const there = standing.find((each) => each.currency === paper.currency && each.corrects === corrects?.number);
    if (!there) return [...papers, await issue(deps, terms, month, { currency: paper.currency, corrects, billed })];
    papers.push(there);
    if (there.entries === billed.length) return papers;
    const told = await entriesOf(deps, there);
    billed = billed.filter(({ entry }) => !told.has(entry.entryId));
    corrects = there;
  }
  return papers;
}

/** The entries that a paper tells of, from its list. */
async function entriesOf({ files }: IssueDeps, invoice: Invoice): Promise<ReadonlySet<string>> {
  const csv = await files.get(invoiceCsvKey(invoice));
  invariant(csv !== undefined && sha256Hex(csv) === invoice.csvSha256, `the list of ${invoice.number} is as it was`);
  const rows: { entry: string }[] = parse(csv, { columns: true });
  return new Set(rows.map((row) => row.entry));
}

const HEADER = ['booked_at', 'entry', 'kind', 'offer', 'outcome', 'reverses', 'reason', 'amount', 'currency'];

/** Every entry that an invoice is made of. */
const listEntries = (billed: readonly BilledEntry[], currency: Currency): string =>
  toCsv(
    HEADER,
    billed.map(({ entry, amountMinor }) => [
      toIso(entry.bookedAtMs),
      entry.entryId,
      entry.kind,
      cellText(entry.offerId ?? ''),
      cellText(entry.outcomeId ?? ''),
      entry.reverses ?? '',
      cellText(entry.reason),
      toDecimal(amountMinor, currency),
      currency,
    ]),
  );

async function issue(deps: IssueDeps, terms: BillingTerms, month: Month, paper: Paper): Promise<Invoice> {
  const { advertiserId, legalName, addressLines, taxId } = terms;
  const { currency, corrects, billed } = paper;
  const csv = listEntries(billed, currency);
  // A credit note gives back the tax that its invoice charged.
  const taxBps = corrects?.taxBps ?? terms.taxBps;
  const totals = totalsOf(billed, taxBps);
  const draft: InvoiceDraft = {
    kind: totals.netMinor < 0n ? 'credit-note' : 'invoice',
    advertiserId,
    month,
    currency,
    billTo: { legalName, addressLines, ...(taxId ? { taxId } : {}) },
    corrects: corrects?.number,
    lines: linesOf(billed),
    ...totals,
    taxBps,
    entries: billed.length,
    csvSha256: sha256Hex(csv),
    issuedAtMs: deps.clock.nowMs(),
  };
  await deps.files.put(invoiceCsvKey(draft), csv, 'text/csv');
  return deps.invoices.issue(draft);
}

/** Where the list of an invoice's entries lies; known before its number is. */
export const invoiceCsvKey = ({ advertiserId, month, currency, corrects = 'invoice' }: InvoiceDraft): string =>
  `billing/invoices/${advertiserId}/${month}_${currency}_${corrects}.csv`;

/** The tax of an invoice is owed by the advertiser, and by the network to the state. */
export async function bookTax({ advertiserBook, zone }: IssueDeps, invoice: Invoice): Promise<void> {
  const { advertiserId, number, currency, taxMinor, issuedAtMs } = invoice;
  if (taxMinor === 0n) return;
  await advertiserBook.book({
    entryId: deterministicId('tax', number),
    kind: 'tax',
    advertiserId,
    day: dayOf(issuedAtMs, zone),
    bookedAtMs: issuedAtMs,
    reason: `tax of ${number}`,
    postings: [
      { account: account.receivable(advertiserId), amountMinor: taxMinor, currency },
      { account: account.tax, amountMinor: -taxMinor, currency },
    ],
  });
}
