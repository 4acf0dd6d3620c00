import { type EpochMs, toIso } from '../../shared/kernel/time.ts';
import { tagged } from '../../shared/platform/http/reply.ts';
import { liveSecrets } from '../../shared/webhooks/compose-request.ts';
import { type Delivery, deliveryIdOf, type Webhook } from '../../shared/webhooks/model.ts';
import type { DeliverySummary } from '../../shared/webhooks/ports.ts';

export function showWebhook(webhook: Webhook, nowMs: EpochMs) {
  const { webhookId, name, kind, url, method, events, paused, trouble, secrets, createdAtMs, version } = webhook;
  const previous = liveSecrets(secrets, nowMs).find(({ untilMs }) => untilMs !== undefined)?.untilMs;
  return {
    webhookId,
    name,
    kind,
    url,
    method,
    events: [...events],
    state: paused ? ('paused' as const) : ('active' as const),
    ...(paused && { paused: { because: paused.because, at: toIso(paused.atMs) } }),
    ...(trouble && {
      trouble: { since: toIso(trouble.sinceMs), failures: trouble.failures, retryAt: toIso(trouble.retryAtMs) },
    }),
    ...(previous === undefined ? {} : { previousSecretUntil: toIso(previous) }),
    createdAt: toIso(createdAtMs),
    version,
  };
}

export const taggedWebhook = (webhook: Webhook, nowMs: EpochMs) => tagged(showWebhook(webhook, nowMs));

export const showSummary = ({ eventId, type, objectId, atMs, state, tries, lastStatus }: DeliverySummary) => ({
  deliveryId: deliveryIdOf({ atMs, eventId }),
  eventId,
  type,
  objectId,
  happenedAt: toIso(atMs),
  state,
  tries,
  lastStatus,
});

export function showDelivery(delivery: Delivery) {
  const { nextAtMs, body, attempts } = delivery;
  return {
    ...showSummary({ ...delivery, lastStatus: attempts.at(-1)?.status }),
    ...(nextAtMs === undefined ? {} : { nextTryAt: toIso(nextAtMs) }),
    body,
    attempts: attempts.map(({ atMs, method, url, ...rest }) => ({
      at: toIso(atMs),
      request: { method, url },
      ...rest,
    })),
  };
}
