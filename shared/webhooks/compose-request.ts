import type { Clock, EpochMs } from '../kernel/time.ts';
import type { OutboundRequest } from '../platform/http/outbound.ts';
import { signMessage } from '../platform/http/sign-message.ts';
import type { Delivery, SealedSecret, Webhook } from './model.ts';
import { macrosOf } from './postback.ts';
import { fillTemplate } from './postback-template.ts';

export interface SignPorts {
  /** @throws Error when it can't be opened */
  readonly openSecret: (webhook: Webhook, secret: SealedSecret) => Promise<string>;
  readonly clock: Clock;
}

export interface Composed {
  readonly request: OutboundRequest;
  /** The URL as the log keeps it. */
  readonly shownUrl: string;
}

/** A receiver has so long for its answer, of which so much is kept. */
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 4_096;
export const MAX_SHOWN_URL = 1_000;

const bounds = { timeoutMs: TIMEOUT_MS, maxAnswerBytes: MAX_ANSWER_BYTES };
const USER_AGENT = 'Callbourse-Webhooks/1';

/** The request that tells a receiver of an event. */
export async function composeRequest(ports: SignPorts, webhook: Webhook, delivery: Delivery): Promise<Composed> {
  return webhook.kind === 'postback' ? postback(webhook, delivery) : signed(ports, webhook, delivery);
}

async function signed(ports: SignPorts, webhook: Webhook, { eventId, body }: Delivery): Promise<Composed> {
  const nowMs = ports.clock.nowMs();
  const live = liveSecrets(webhook.secrets, nowMs);
  const secrets = await Promise.all(live.map((secret) => ports.openSecret(webhook, secret)));
  const headers = {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    ...signMessage(secrets, eventId, body, nowMs),
  };
  return {
    request: { method: 'POST', url: webhook.url, headers, body, ...bounds },
    shownUrl: webhook.url.slice(0, MAX_SHOWN_URL),
  };
}

/** The secrets that sign now, newest first. */
export const liveSecrets = (secrets: readonly SealedSecret[], nowMs: EpochMs): readonly SealedSecret[] =>
  secrets.filter(({ untilMs }) => untilMs === undefined || untilMs > nowMs);

/** With POST what stands behind the `?` goes as a form. */
function postback({ url, method }: Webhook, { body }: Delivery): Composed {
  const filled = fillTemplate(url, macrosOf(JSON.parse(body)));
  const shownUrl = filled.slice(0, MAX_SHOWN_URL);
  if (method === 'GET') {
    return { request: { method, url: filled, headers: { 'user-agent': USER_AGENT }, ...bounds }, shownUrl };
  }
  const [address = filled, ...rest] = filled.split('?');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': USER_AGENT };
  return { request: { method, url: address, headers, body: rest.join('?'), ...bounds }, shownUrl };
}
