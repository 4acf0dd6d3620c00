import { apiDeps } from '../../platform/api-deps.ts';
import { client, invoiceDeps } from '../compose.ts';
import { requestInvoicesHandler } from './handler.ts';

export const handler = requestInvoicesHandler({ ...apiDeps('billing/request-invoices', client), ...invoiceDeps() });
