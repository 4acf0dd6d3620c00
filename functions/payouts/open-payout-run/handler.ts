import { type OpenDeps, openDueRuns } from '../../../shared/payouts/open-run.ts';
import type { PublisherDirectory } from '../../../shared/payouts/ports.ts';
import type { Log } from '../../../shared/platform/log.ts';
import type { ScheduledHandler } from '../api.ts';

export const openPayoutRunHandler =
  (deps: OpenDeps & { readonly directory: Pick<PublisherDirectory, 'page'>; readonly log: Log }): ScheduledHandler =>
  async () => {
    for (const { runId, state } of await openDueRuns(deps)) deps.log.info('payout run open', { runId, state });
  };
