import { type IssueDeps, issuePayments } from '../../../shared/payouts/issue-payments.ts';
import type { Log } from '../../../shared/platform/log.ts';
import type { ScheduledHandler } from '../api.ts';

/** Leaves the rest of its 60 s to the page it is in and to the files; the next minute goes on. */
const WORK_MS = 35_000;

export const issuePaymentsHandler =
  (deps: IssueDeps & { readonly log: Log }): ScheduledHandler =>
  async () => {
    const issued = await issuePayments(deps, deps.clock.nowMs() + WORK_MS);
    for (const runId of issued) deps.log.info('payments issued', { runId });
  };
