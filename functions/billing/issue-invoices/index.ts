import { createLog } from '../../../shared/platform/log.ts';
import { advertisers, invoiceDeps } from '../compose.ts';
import { issueInvoicesHandler } from './handler.ts';

export const handler = issueInvoicesHandler({
  ...invoiceDeps(),
  advertisers: advertisers(),
  log: createLog('billing/issue-invoices'),
});
