import { type CloseDeps, closeRuns } from '../../../shared/payouts/close-run.ts';
import type { Log } from '../../../shared/platform/log.ts';
import type { ScheduledHandler } from '../api.ts';

export const closePayoutRunHandler =
  (deps: CloseDeps & { readonly log: Log }): ScheduledHandler =>
  async () => {
    for (const runId of await closeRuns(deps)) deps.log.info('payout run drawn, waits for approval', { runId });
  };
