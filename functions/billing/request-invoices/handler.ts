import { requestInvoices } from '../../../shared/billing/contract.ts';
import { type InvoiceDeps, invoiceMonth } from '../../../shared/billing/invoice-month.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { viewInvoice } from '../invoice-view.ts';

export const requestInvoicesHandler = (deps: ApiDeps & InvoiceDeps): HttpHandler =>
  apiHandler(requestInvoices, deps, async ({ params, body }) => ({
    items: (await invoiceMonth(deps, params.advertiserId, body.month)).map(viewInvoice),
  }));
