import type { Invoice } from '../../shared/billing/invoice.ts';
import type { InvoiceStore } from '../../shared/billing/ports.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { toIso } from '../../shared/kernel/time.ts';

export const viewInvoice = ({ issuedAtMs, billTo, lines, ...invoice }: Invoice) => ({
  ...invoice,
  billTo: { ...billTo, addressLines: [...billTo.addressLines] },
  lines: lines.map((line) => ({ ...line })),
  issuedAt: toIso(issuedAtMs),
});

/** @throws Problem `not-found` for a number that is no paper of this advertiser */
export async function findInvoice(
  invoices: Pick<InvoiceStore, 'ofAdvertiser'>,
  advertiserId: string,
  number: string,
): Promise<Invoice> {
  const found = (await invoices.ofAdvertiser(advertiserId)).find((each) => each.number === number);
  if (!found) throw notFound(`invoice ${number}`);
  return found;
}
