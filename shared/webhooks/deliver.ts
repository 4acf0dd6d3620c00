import { type Clock, MINUTE_MS } from '../kernel/time.ts';
import type { Outbound, OutboundAnswer } from '../platform/http/outbound.ts';
import { breakUntilMs, isPausedAfter, nextTryMs, retryAfterMs } from './backoff.ts';
import { type Composed, composeRequest, MAX_SHOWN_URL, type SignPorts } from './compose-request.ts';
import { keptHeaders, maskAnswer } from './mask.ts';
import { type Attempt, type Delivery, type PauseReason, refOf, type Webhook } from './model.ts';
import type { DeliveryQueue, DeliveryStore, DueDelivery, WebhookStore } from './ports.ts';
import { release } from './release.ts';

export interface DeliverPorts extends SignPorts {
  readonly webhooks: Pick<WebhookStore, 'get' | 'recovered' | 'failed' | 'pause'>;
  readonly deliveries: DeliveryStore;
  readonly queue: Pick<DeliveryQueue, 'deliver'>;
  readonly send: Outbound;
  /** Tells the owner's other webhooks and the network. */
  readonly tellPaused: (webhook: Webhook, because: PauseReason) => Promise<void>;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
}

/** `uncomposed`: no request could be made of it, which counts as a try. */
type Fate = 'delivered' | 'retried' | 'failed' | 'held' | 'waiting' | 'uncomposed' | 'nothing';

/** Whoever waits behind another event of the same object looks again so often at least. */
const BEHIND_MS = MINUTE_MS;

/**
 * Tries one event once, if it is its turn: its webhook is neither paused nor left alone after failures, and no earlier event
 * of the same object still waits. What came of it is in the log before this ends.
 */
export async function deliver(ports: DeliverPorts, { ref, dueMs }: DueDelivery): Promise<Fate> {
  const [webhook, delivery] = await Promise.all([
    ports.webhooks.get(ref.owner, ref.webhookId),
    ports.deliveries.get(ref),
  ]);
  // Held while nobody pauses: a worker ended between holding it and looking again.
  if (delivery?.state === 'held') return releaseUnlessPaused(ports, delivery);
  if (delivery?.state !== 'pending' || delivery.nextAtMs !== dueMs) return 'nothing';
  if (!webhook) {
    await ports.deliveries.remove(delivery);
    return 'nothing';
  }
  if (webhook.paused) {
    await ports.deliveries.settle(delivery, { state: 'held' });
    return releaseUnlessPaused(ports, delivery);
  }
  const waitUntilMs = await reasonToWait(ports, webhook, delivery);
  if (waitUntilMs !== undefined) {
    await ports.deliveries.settle(delivery, { state: 'pending', nextAtMs: waitUntilMs });
    return 'waiting';
  }
  return tryOnce(ports, webhook, delivery);
}

/**
 * Whoever ends a pause clears it first and then releases what is held ({@link releaseStep}). So what was held before a reading
 * that still finds the pause is released by its end, and what was held too late for that is released here.
 */
async function releaseUnlessPaused(ports: DeliverPorts, delivery: Delivery): Promise<Fate> {
  const webhook = await ports.webhooks.get(delivery.owner, delivery.webhookId);
  if (webhook?.paused) return 'held';
  if (webhook) await release(ports, [refOf(delivery)]);
  return 'waiting';
}

async function reasonToWait(
  { clock, random, deliveries }: DeliverPorts,
  { trouble }: Webhook,
  delivery: Delivery,
): Promise<number | undefined> {
  const nowMs = clock.nowMs();
  // Spread over a minute, so that what was put off together does not come back together.
  if (trouble && trouble.retryAtMs > nowMs) return trouble.retryAtMs + Math.round(random() * MINUTE_MS);
  const earlier = await deliveries.earlierWaiting(delivery);
  return earlier && Math.min(earlier.nextAtMs ?? Number.POSITIVE_INFINITY, nowMs + BEHIND_MS);
}

async function tryOnce(ports: DeliverPorts, webhook: Webhook, delivery: Delivery): Promise<Fate> {
  const startedMs = ports.clock.nowMs();
  const composed = await composeRequest(ports, webhook, delivery).catch(() => undefined);
  if (!composed) {
    const { method, url } = webhook;
    const attempt = { atMs: startedMs, tookMs: 0, method, url: url.slice(0, MAX_SHOWN_URL), failure: 'not-composed' };
    await refused(ports, webhook, delivery, { attempt });
    return 'uncomposed';
  }
  const answer = await ports.send(composed.request);
  const attempt = attemptOf(composed, answer, startedMs, ports.clock.nowMs());
  return answer.kind === 'answer' && answer.status >= 200 && answer.status < 300
    ? taken(ports, webhook, delivery, attempt)
    : refused(ports, webhook, delivery, { attempt, answer });
}

function attemptOf({ request, shownUrl }: Composed, answer: OutboundAnswer, atMs: number, endedMs: number): Attempt {
  const sent = { atMs, tookMs: Math.max(0, endedMs - atMs), method: request.method, url: shownUrl };
  return answer.kind === 'failed'
    ? { ...sent, failure: answer.why }
    : { ...sent, status: answer.status, headers: keptHeaders(answer.headers), answer: maskAnswer(answer.text) };
}

async function taken(ports: DeliverPorts, webhook: Webhook, delivery: Delivery, attempt: Attempt): Promise<Fate> {
  await ports.deliveries.settle(delivery, { state: 'delivered', attempt });
  if (webhook.trouble) await ports.webhooks.recovered(webhook);
  await callNext(ports, delivery);
  return 'delivered';
}

/** The next event of the same object need not wait for its turn. */
async function callNext({ deliveries, queue }: DeliverPorts, delivery: Delivery): Promise<void> {
  const next = await deliveries.nextWaiting(delivery);
  if (next?.nextAtMs !== undefined) await queue.deliver([{ ref: refOf(next), dueMs: next.nextAtMs }]);
}

async function refused(
  ports: DeliverPorts,
  webhook: Webhook,
  delivery: Delivery,
  { attempt, answer }: { readonly attempt: Attempt; readonly answer?: OutboundAnswer },
): Promise<Fate> {
  const nowMs = ports.clock.nowMs();
  const sinceMs = webhook.trouble?.sinceMs ?? nowMs;
  const failures = (webhook.trouble?.failures ?? 0) + 1;
  const isGone = answer?.kind === 'answer' && answer.status === 410;
  if (isGone || isPausedAfter(failures, sinceMs, nowMs)) {
    const because = isGone ? 'gone' : 'failing';
    await ports.deliveries.settle(delivery, { state: 'held', attempt });
    if (await ports.webhooks.pause(webhook, because, nowMs)) await ports.tellPaused(webhook, because);
    return releaseUnlessPaused(ports, delivery);
  }
  const askedMs = answer?.kind === 'answer' ? nowMs + retryAfterMs(answer.headers['retry-after'], nowMs) : nowMs;
  const retryAtMs = Math.max(askedMs, breakUntilMs(failures, nowMs, ports.random()));
  await ports.webhooks.failed(webhook, { sinceMs, failures, retryAtMs });
  const nextAtMs = nextTryMs(delivery.tries + 1, delivery.sinceMs, nowMs, ports.random());
  if (nextAtMs !== undefined) {
    await ports.deliveries.settle(delivery, { state: 'pending', nextAtMs: Math.max(nextAtMs, askedMs), attempt });
    return 'retried';
  }
  await ports.deliveries.settle(delivery, { state: 'failed', attempt });
  await callNext(ports, delivery);
  return 'failed';
}

/** Asks for every event whose time has come; each gets a turn of its own, so that no message is asked for twice. */
export async function askForDue(
  { deliveries, queue, clock }: Pick<DeliverPorts, 'deliveries' | 'queue' | 'clock'>,
  parts: number,
): Promise<number> {
  let asked = 0;
  for (let part = 0; part < parts; part += 1) {
    const due = await deliveries.due(part, clock.nowMs(), MAX_DUE);
    await queue.deliver(due);
    asked += due.length;
  }
  return asked;
}

/** In one minute from one part: eight parts then bring some seven hundred a second. */
const MAX_DUE = 5_000;
