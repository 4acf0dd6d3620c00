import { finishDue } from '../../../shared/disputes/decide-dispute.ts';
import type { SettlePorts } from '../../../shared/disputes/settle-dispute.ts';
import type { Log } from '../../../shared/platform/log.ts';

/** Decides what nobody answered in time and books what was left half done; what fails now is tried again next time. */
export const finishHandler = (deps: SettlePorts & { readonly log: Log }) => async (): Promise<void> => {
  const { done, failed } = await finishDue(deps);
  for (const reason of failed) deps.log.error('dispute not finished', { reason });
  if (done > 0) deps.log.info('disputes finished', { done });
};
