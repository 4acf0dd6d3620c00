import { type LeadMessage, leadMessage } from '../../../shared/leads/contract/messages.ts';
import { type LookAfterPorts, lookAfterLead } from '../../../shared/leads/look-after-lead.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

/** Queue [leads]. */
export const lookAfterHandler = (deps: LookAfterPorts & { readonly log: Log }): QueueHandler =>
  queueHandler<LeadMessage>(leadMessage, deps, ({ message }) => lookAfterLead(deps, message));
