import { downloadInvoice } from '../../../shared/billing/contract.ts';
import { invoicePdf } from '../../../shared/billing/invoice-pdf.ts';
import type { InvoiceStore } from '../../../shared/billing/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { ownOnly } from '../advertiser-views.ts';
import { findInvoice } from '../invoice-view.ts';

export const downloadInvoiceHandler = (deps: ApiDeps & { readonly invoices: InvoiceStore }): HttpHandler =>
  apiHandler(downloadInvoice, deps, async ({ params: { advertiserId, number }, principal }) => {
    ownOnly(principal, advertiserId);
    const invoice = await findInvoice(deps.invoices, advertiserId, number);
    const disposition = `attachment; filename="${invoice.number}.pdf"`;
    return new ApiReply(await invoicePdf(invoice), { 'content-disposition': disposition });
  });
