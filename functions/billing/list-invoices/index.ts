import { apiDeps } from '../../platform/api-deps.ts';
import { client, invoiceStore } from '../compose.ts';
import { listInvoicesHandler } from './handler.ts';

export const handler = listInvoicesHandler({ ...apiDeps('billing/list-invoices', client), invoices: invoiceStore() });
