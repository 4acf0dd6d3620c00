import { type CallMessage, callMessage, NO_NUMBER } from '../../../shared/calls/contract.ts';
import { outcomeIdOf } from '../../../shared/calls/outcome-id.ts';
import type { CallQueue } from '../../../shared/calls/ports.ts';
import { parsePhone } from '../../../shared/kernel/phone.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { problemOfZod } from '../../../shared/platform/http/problem-json.ts';
import { type CarrierDeps, carrierHandler } from '../carrier-handler.ts';

export interface ReceiveCallEventDeps extends CarrierDeps {
  readonly queue: CallQueue;
}

/**
 * How long a leg's own ending waits in the queue where it only stands in for the dial's answer: by then that one, which tells
 * the same and more, has been merged, and nothing needs to be written for this one.
 */
const LEG_DELAY_SECONDS = 20;

/** What the queue's consumer could not read is refused here, while somebody hears it. */
function readable(message: CallMessage): CallMessage {
  const parsed = callMessage.safeParse(message);
  if (!parsed.success) throw problemOfZod(parsed.error, 'body');
  return parsed.data;
}

/** Status and recording callbacks: answered only once the queue has them. */
export const receiveCallEventHandler = (deps: ReceiveCallEventDeps): HttpHandler =>
  carrierHandler(deps, async ({ carrier, request }) => {
    const { callId, eventId, event, to } = carrier.readEvent(request);
    const outcomeId = outcomeIdOf(carrier.name, callId);
    const isStandIn = event.kind === 'leg-ended' && carrier.talkToldBy === 'dial';
    const delaySeconds = isStandIn ? LEG_DELAY_SECONDS : 0;
    const number = to === undefined ? {} : { number: parsePhone(to) ?? NO_NUMBER };
    const message = readable({ v: 1, kind: 'call-event', outcomeId, eventId, event, ...number });
    await deps.queue.send(message, { delaySeconds });
    return [];
  });
