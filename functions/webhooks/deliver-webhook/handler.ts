import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';
import { deliveryMessage } from '../../../shared/webhooks/contract.ts';
import { type DeliverPorts, deliver } from '../../../shared/webhooks/deliver.ts';
import { releaseStep } from '../../../shared/webhooks/release.ts';
import { type ReplayPorts, replayStep } from '../../../shared/webhooks/replay.ts';

const NOTED: ReadonlySet<string> = new Set(['failed', 'held', 'uncomposed']);

export const handlerOf = (deps: DeliverPorts & ReplayPorts & { readonly log: Log }): QueueHandler =>
  queueHandler(deliveryMessage, deps, async ({ message }) => {
    if (message.kind === 'replay') return replayStep(deps, message.step);
    if (message.kind === 'release') return releaseStep(deps, message.step);
    const { webhookId, eventId } = message.ref;
    const fate = await deliver(deps, message);
    if (NOTED.has(fate)) deps.log.warn('event not delivered', { webhookId, eventId, fate });
  });
