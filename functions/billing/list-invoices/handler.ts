import { listInvoices } from '../../../shared/billing/contract.ts';
import type { InvoiceStore } from '../../../shared/billing/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ownOnly } from '../advertiser-views.ts';
import { viewInvoice } from '../invoice-view.ts';

export const listInvoicesHandler = (deps: ApiDeps & { readonly invoices: InvoiceStore }): HttpHandler =>
  apiHandler(listInvoices, deps, async ({ params: { advertiserId }, query, principal }) => {
    ownOnly(principal, advertiserId);
    const page = await deps.invoices.list(advertiserId, query);
    return { ...page, items: page.items.map(viewInvoice) };
  });
