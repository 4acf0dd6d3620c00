import { lastClosedMonth } from '../../../shared/billing/invoice-month.ts';
import { covers, type RetainerPorts, settleRetainer } from '../../../shared/billing/retainer.ts';
import type { Log } from '../../../shared/platform/log.ts';

/**
 * Settles the month that closed, for every retainer that covers it. One that fails does not stop the others; the function fails
 * at the end, so that it is seen and tried again.
 */
export const settleRetainersHandler = (deps: RetainerPorts & { readonly log: Log }) => async (): Promise<void> => {
  const month = lastClosedMonth(deps.clock.nowMs(), deps.zone);
  let failed = 0;
  for (const retainer of (await deps.retainers.all()).filter((each) => covers(each, month))) {
    const { retainerId } = retainer;
    try {
      const { delivered, isOwed } = await settleRetainer(deps, retainer, month);
      deps.log.info('retainer settled', { retainerId, month, delivered, isOwed });
    } catch (error) {
      failed += 1;
      const reason = error instanceof Error ? error.message : 'unknown';
      deps.log.error('retainer not settled', { retainerId, month, reason });
    }
  }
  if (failed > 0) throw new Error(`${failed} retainers were not settled for ${month}`);
};
