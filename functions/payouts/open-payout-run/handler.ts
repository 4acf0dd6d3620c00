import { type OpenDeps, openWeeklyRun } from '../../../shared/payouts/open-run.ts';
import type { Log } from '../../../shared/platform/log.ts';
import type { ScheduledHandler } from '../api.ts';

export const openPayoutRunHandler =
  (deps: OpenDeps & { readonly log: Log }): ScheduledHandler =>
  async () => {
    const { runId, state } = await openWeeklyRun(deps);
    deps.log.info('payout run open', { runId, state });
  };
