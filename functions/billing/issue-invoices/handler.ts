import { type InvoiceDeps, invoiceMonth, lastClosedMonth } from '../../../shared/billing/invoice-month.ts';
import type { AdvertiserStore } from '../../../shared/catalog/ports.ts';
import type { Log } from '../../../shared/platform/log.ts';

interface IssueAllDeps extends InvoiceDeps {
  readonly advertisers: Pick<AdvertiserStore, 'list'>;
  readonly log: Log;
}

const PAGE = 100;

/**
 * Issues what the month that closed comes to, for every advertiser with billing terms. One that fails does not stop the
 * others; the function fails at the end, so that it is seen and tried again.
 */
export const issueInvoicesHandler = (deps: IssueAllDeps) => async (): Promise<void> => {
  const month = lastClosedMonth(deps.clock.nowMs(), deps.zone);
  let issued = 0;
  let failed = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.advertisers.list({ limit: PAGE, cursor });
    for (const { advertiserId } of page.items) {
      if (!(await deps.terms.get(advertiserId))) continue;
      try {
        issued += (await invoiceMonth(deps, advertiserId, month)).length;
      } catch (error) {
        failed += 1;
        deps.log.error('month not billed', { advertiserId, month, error: error instanceof Error ? error.message : '' });
      }
    }
    cursor = page.nextCursor;
  } while (cursor);
  deps.log.info('month billed', { month, issued, failed });
  if (failed > 0) throw new Error(`${failed} advertisers were not billed for ${month}`);
};
