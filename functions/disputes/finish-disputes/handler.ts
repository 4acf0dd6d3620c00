import { type DecidePorts, finishDue } from '../../../shared/disputes/decide-dispute.ts';
import { type LapsePorts, lapseReplacements } from '../../../shared/disputes/lapse-replacements.ts';
import type { Log } from '../../../shared/platform/log.ts';

/**
 * Decides what nobody answered in time, books what was left half done and credits what no replacement came for; what fails now
 * is tried again next time.
 */
export const finishHandler = (deps: DecidePorts & LapsePorts & { readonly log: Log }) => async (): Promise<void> => {
  const disputes = await finishDue(deps);
  const replacements = await lapseReplacements(deps);
  for (const reason of disputes.failed) deps.log.error('dispute not finished', { reason });
  for (const reason of replacements.failed) deps.log.error('replacement not credited', { reason });
  if (disputes.done > 0) deps.log.info('disputes finished', { done: disputes.done });
  if (replacements.done > 0) deps.log.info('replacements credited', { done: replacements.done });
};
