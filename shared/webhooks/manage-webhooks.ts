import { deterministicId, type IdSource } from '../kernel/ids.ts';
import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import { type Clock, HOUR_MS } from '../kernel/time.ts';
import { refuseStale } from '../platform/change-from.ts';
import type { UrlCheck } from '../platform/http/outbound-url.ts';
import type { Principal } from '../platform/http/principal.ts';
import { liveSecrets } from './compose-request.ts';
import { type Delivery, MAX_WEBHOOKS_PER_OWNER, NETWORK, type Owner, type Webhook } from './model.ts';
import type { DeliveryQueue, DeliveryStore, WebhookStore } from './ports.ts';
import { fillTemplate, readTemplate } from './postback-template.ts';
import { publishTo } from './publish-events.ts';

export interface ManagePorts {
  readonly webhooks: WebhookStore;
  readonly deliveries: Pick<DeliveryStore, 'create'>;
  readonly queue: DeliveryQueue;
  readonly checkUrl: UrlCheck;
  readonly newSecret: () => string;
  readonly sealSecret: (webhookId: string, secret: string) => Promise<string>;
  readonly clock: Clock;
}

export type CreatePorts = Pick<ManagePorts, 'webhooks' | 'checkUrl' | 'newSecret' | 'sealSecret' | 'clock'>;

export type WebhookDraft = Pick<Webhook, 'name' | 'kind' | 'url' | 'method' | 'events'>;
export type WebhookChange = Omit<WebhookDraft, 'kind'>;

/** A key of an advertiser or publisher has its subject's webhooks; finance and operators have the network's. */
export const ownerOf = ({ role, subjectId }: Pick<Principal, 'role' | 'subjectId'>): Owner =>
  role === 'advertiser' || role === 'publisher' ? { kind: role, id: subjectId } : NETWORK;

/** @throws Problem `not-found`, for another owner's webhook as well */
export async function ownWebhook(
  { webhooks }: { readonly webhooks: Pick<WebhookStore, 'get'> },
  principal: Principal,
  webhookId: string,
): Promise<Webhook> {
  const webhook = await webhooks.get(ownerOf(principal), webhookId);
  if (!webhook) throw notFound('the webhook');
  return webhook;
}

/**
 * Sets up a webhook, whose secret is made here and shown once, or a postback, which has none.
 *
 * @throws Problem `invalid` naming the field, `conflict` where the owner has too many
 */
export async function createWebhook(
  ports: CreatePorts,
  principal: Principal,
  ids: IdSource,
  draft: WebhookDraft,
): Promise<{ readonly webhook: Webhook; readonly secret?: string }> {
  const owner = ownerOf(principal);
  const url = await checkDraft(ports, owner, draft);
  const webhookId = ids.next('webhook');
  const secret = draft.kind === 'webhook' ? ports.newSecret() : undefined;
  const secrets = secret === undefined ? [] : [{ sealed: await ports.sealSecret(webhookId, secret) }];
  const webhook = { ...draft, url, webhookId, owner, secrets, createdAtMs: ports.clock.nowMs(), version: 1 };
  if (!(await ports.webhooks.create(webhook))) {
    throw new Problem('conflict', `there are at most ${MAX_WEBHOOKS_PER_OWNER} webhooks: remove one first`);
  }
  return { webhook, ...(secret === undefined ? {} : { secret }) };
}

/** Answers the URL as it is kept. */
async function checkDraft(
  { checkUrl }: Pick<ManagePorts, 'checkUrl'>,
  owner: Owner,
  { kind, url, method }: Pick<WebhookDraft, 'kind' | 'url' | 'method'>,
): Promise<string> {
  if (kind === 'webhook') {
    if (method !== 'POST') throw invalidField('body.method', 'is POST for a webhook; a postback may be a GET');
    await checkUrl(url);
    return url;
  }
  if (owner.kind !== 'publisher') throw invalidField('body.kind', 'is for publishers; take a webhook');
  const reading = readTemplate(url);
  if (reading.kind === 'refused') throw invalidField('body.url', reading.why);
  await checkUrl(fillTemplate(reading.url, () => 'x'));
  return reading.url;
}

/** @throws Problem `stale` when it was changed since it was read, `invalid` naming the field */
export async function changeWebhook(
  ports: Pick<ManagePorts, 'webhooks' | 'checkUrl'>,
  principal: Principal,
  { webhookId, version }: Pick<Webhook, 'webhookId' | 'version'>,
  change: WebhookChange,
): Promise<Webhook> {
  const webhook = await ownWebhook(ports, principal, webhookId);
  const url = await checkDraft(ports, webhook.owner, { ...change, kind: webhook.kind });
  const changed = { ...webhook, ...change, url, version: version + 1 };
  if (!(await ports.webhooks.change(changed, version))) throw new Problem('stale', 'the webhook was changed meanwhile');
  return changed;
}

/**
 * What waits for it is never sent.
 *
 * @throws Problem `stale` when it is not at the version that was seen, where one is named
 */
export async function removeWebhook(
  ports: Pick<ManagePorts, 'webhooks'>,
  principal: Principal,
  webhookId: string,
  seenVersion?: number,
): Promise<void> {
  const webhook = await ownWebhook(ports, principal, webhookId);
  if (await ports.webhooks.remove(webhook, seenVersion)) return;
  // Gone by now, or another than was seen.
  refuseStale((await ownWebhook(ports, principal, webhookId)).version, seenVersion);
}

/** A secret that was replaced twice signs no more, whatever time it had: headers stay short. */
const LIVE_SECRETS = 2;

/**
 * Makes a new secret. Until the stated time every request carries a signature by each of the two, so that the receiver can
 * change over whenever it likes.
 *
 * @throws Problem `conflict` for a postback
 */
export async function rotateSecret(
  ports: Pick<ManagePorts, 'webhooks' | 'newSecret' | 'sealSecret' | 'clock'>,
  principal: Principal,
  webhookId: string,
  keepHours: number,
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  const webhook = await ownWebhook(ports, principal, webhookId);
  const nowMs = ports.clock.nowMs();
  const [current] = liveSecrets(webhook.secrets, nowMs);
  if (!current) throw new Problem('conflict', 'a postback has no secret');
  const secret = ports.newSecret();
  const newest = { sealed: await ports.sealSecret(webhookId, secret) };
  const secrets = [newest, { ...current, untilMs: nowMs + keepHours * HOUR_MS }].slice(0, LIVE_SECRETS);
  const rotated = { ...webhook, secrets, version: webhook.version + 1 };
  if (!(await ports.webhooks.change(rotated, webhook.version))) throw changedMeanwhile();
  return { webhook: rotated, secret };
}

const changedMeanwhile = (): Problem => new Problem('conflict', 'the webhook was changed meanwhile; try again');

/**
 * Pauses a webhook: what happens meanwhile is kept for it. Ends a pause, whoever made it: everything kept is sent then, each
 * event under its own id.
 *
 * @throws Problem `stale` when it is not at the version that was seen, where one is named
 */
export async function setPaused(
  ports: Pick<ManagePorts, 'webhooks' | 'queue' | 'clock'>,
  principal: Principal,
  webhookId: string,
  isPaused: boolean,
  seenVersion?: number,
): Promise<Webhook> {
  const { webhooks, queue, clock } = ports;
  const webhook = await ownWebhook(ports, principal, webhookId);
  const isChanged = await (isPaused
    ? webhooks.pause(webhook, 'owner', clock.nowMs(), seenVersion)
    : webhooks.resume(webhook, seenVersion));
  const after = await ownWebhook(ports, principal, webhookId);
  // It was as it is asked to be, or is another than was seen.
  if (!isChanged) refuseStale(after.version, seenVersion);
  if (!isPaused) await queue.release({ owner: webhook.owner, webhookId });
  return after;
}

/** Sends a made-up event to this webhook alone, whatever it wants. */
export async function sendTest(
  ports: Pick<ManagePorts, 'webhooks' | 'deliveries' | 'queue' | 'clock'>,
  principal: Principal,
  webhookId: string,
  ids: IdSource,
): Promise<Delivery> {
  const webhook = await ownWebhook(ports, principal, webhookId);
  const objectId = ids.next('test');
  return publishTo(ports, webhook, {
    eventId: deterministicId('evt', webhookId, objectId),
    owner: webhook.owner,
    type: 'webhook.test',
    objectId,
    atMs: ports.clock.nowMs(),
    data: { webhookId, text: 'If you can read this, it works.' },
  });
}
