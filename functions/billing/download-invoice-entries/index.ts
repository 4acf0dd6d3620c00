import { apiDeps } from '../../platform/api-deps.ts';
import { client, fileStore, invoiceStore } from '../compose.ts';
import { downloadInvoiceEntriesHandler } from './handler.ts';

export const handler = downloadInvoiceEntriesHandler({
  ...apiDeps('billing/download-invoice-entries', client),
  invoices: invoiceStore(),
  files: fileStore(),
});
