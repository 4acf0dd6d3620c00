import { completeOpening, type OpeningPorts } from '../../../shared/calls/complete-opening.ts';
import { type CallMessage, callMessage } from '../../../shared/calls/contract.ts';
import { checkSettled, type SettlePorts, settleEvent } from '../../../shared/calls/settle-call.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

export interface SettleCallDeps {
  readonly log: Log;
  readonly opening: OpeningPorts;
  readonly settling: SettlePorts;
}

/** Queue [call-events]: what the answer left open, what carriers tell, and our own reminders. */
export const settleCallHandler = (deps: SettleCallDeps): QueueHandler =>
  queueHandler<CallMessage>(callMessage, deps, async ({ message, attempt }) => {
    switch (message.kind) {
      case 'call-answered':
        return completeOpening(deps.opening, message);
      case 'call-event':
        return settleEvent(deps.settling, message, attempt);
      case 'settle-check':
        return checkSettled(deps.settling, message);
    }
  });
