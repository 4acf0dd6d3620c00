import { downloadInvoiceEntries } from '../../../shared/billing/contract.ts';
import { invoiceCsvKey } from '../../../shared/billing/issue-paper.ts';
import type { InvoiceStore } from '../../../shared/billing/ports.ts';
import { sha256Hex } from '../../../shared/kernel/ids.ts';
import { invariant } from '../../../shared/kernel/result.ts';
import type { FileStore } from '../../../shared/payouts/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { ownOnly } from '../advertiser-views.ts';
import { findInvoice } from '../invoice-view.ts';

interface DownloadDeps extends ApiDeps {
  readonly invoices: InvoiceStore;
  readonly files: Pick<FileStore, 'get'>;
}

export const downloadInvoiceEntriesHandler = (deps: DownloadDeps): HttpHandler =>
  apiHandler(downloadInvoiceEntries, deps, async ({ params: { advertiserId, number }, principal }) => {
    ownOnly(principal, advertiserId);
    const invoice = await findInvoice(deps.invoices, advertiserId, number);
    const csv = await deps.files.get(invoiceCsvKey(invoice));
    invariant(csv !== undefined && sha256Hex(csv) === invoice.csvSha256, `the list of ${number} is as it was`);
    return new ApiReply(csv, { 'content-disposition': `attachment; filename="${invoice.number}.csv"` });
  });
