import { type EnlistDeps, enlistPublishers } from '../../../shared/payouts/enlist-publishers.ts';
import type { Log } from '../../../shared/platform/log.ts';
import type { ScheduledHandler } from '../api.ts';

/** Leaves the rest of its 60 s to the page it is in; the next minute goes on. */
const WORK_MS = 45_000;

export const enlistPublishersHandler =
  (deps: EnlistDeps & { readonly log: Log }): ScheduledHandler =>
  async () => {
    const pages = await enlistPublishers(deps, deps.clock.nowMs() + WORK_MS);
    if (pages > 0) deps.log.info('publishers enlisted', { pages });
  };
