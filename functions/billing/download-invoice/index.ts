import { apiDeps } from '../../platform/api-deps.ts';
import { client, invoiceStore } from '../compose.ts';
import { downloadInvoiceHandler } from './handler.ts';

export const handler = downloadInvoiceHandler({
  ...apiDeps('billing/download-invoice', client),
  invoices: invoiceStore(),
});
