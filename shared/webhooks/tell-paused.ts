import { deterministicId } from '../kernel/ids.ts';
import { NETWORK, type PauseReason, type Webhook } from './model.ts';
import { type PublishPorts, publishEvents } from './publish-events.ts';

/** Tells the owner's other webhooks and the network that one was paused. */
export async function tellPaused(
  ports: PublishPorts,
  { webhookId, name, owner, version }: Webhook,
  because: PauseReason,
): Promise<void> {
  const atMs = ports.clock.nowMs();
  const owners = owner.kind === 'network' ? [NETWORK] : [owner, NETWORK];
  const events = owners.map((told) => ({
    eventId: deterministicId('evt', told.kind, told.id, webhookId, String(version)),
    owner: told,
    type: 'webhook.paused',
    objectId: webhookId,
    atMs,
    data: { webhookId, name, because },
  }));
  // Not to itself: it would wait behind its own pause.
  const webhooksOf: PublishPorts['webhooksOf'] = async (told) =>
    (await ports.webhooksOf(told)).filter((each) => each.webhookId !== webhookId);
  await publishEvents({ ...ports, webhooksOf }, events);
}
