import { type CrmMessage, crmMessage } from '../../../shared/crm/contract.ts';
import { pushOutcome } from '../../../shared/crm/push-outcome.ts';
import { type TakeChangePorts, takeChange } from '../../../shared/crm/take-change.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

/** Queue [crm]: outcomes on their way into a CRM, and what CRMs say has changed. */
export const syncCrmHandler = (deps: TakeChangePorts & { readonly log: Log }): QueueHandler =>
  queueHandler<CrmMessage>(crmMessage, deps, ({ message }) =>
    message.kind === 'push' ? pushOutcome(deps, message) : takeChange(deps, message),
  );
