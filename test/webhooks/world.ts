import { handlerOf as askForDeliveries } from '../../functions/webhooks/ask-for-deliveries/handler.ts';
import { handlerOf as changeWebhook } from '../../functions/webhooks/change-webhook/handler.ts';
import { handlerOf as createWebhook } from '../../functions/webhooks/create-webhook/handler.ts';
import { handlerOf as deliverWebhook } from '../../functions/webhooks/deliver-webhook/handler.ts';
import { handlerOf as getWebhook } from '../../functions/webhooks/get-webhook/handler.ts';
import { handlerOf as getDelivery } from '../../functions/webhooks/get-webhook-delivery/handler.ts';
import { handlerOf as listDeliveries } from '../../functions/webhooks/list-webhook-deliveries/handler.ts';
import { handlerOf as listWebhooks } from '../../functions/webhooks/list-webhooks/handler.ts';
import { streamHandler } from '../../functions/webhooks/read-stream.ts';
import { handlerOf as removeWebhook } from '../../functions/webhooks/remove-webhook/handler.ts';
import { handlerOf as replayDeliveries } from '../../functions/webhooks/replay-deliveries/handler.ts';
import { handlerOf as rotateWebhookSecret } from '../../functions/webhooks/rotate-webhook-secret/handler.ts';
import { handlerOf as setWebhookState } from '../../functions/webhooks/set-webhook-state/handler.ts';
import { handlerOf as testWebhook } from '../../functions/webhooks/test-webhook/handler.ts';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { cached } from '../../shared/platform/cache.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { httpOutbound, type Outbound } from '../../shared/platform/http/outbound.ts';
import { type OutboundPolicy, urlCheck } from '../../shared/platform/http/outbound-url.ts';
import type { Principal, Role } from '../../shared/platform/http/principal.ts';
import { SCOPES_OF_ROLE } from '../../shared/platform/http/role-scopes.ts';
import type { DeliveryMessage } from '../../shared/webhooks/contract.ts';
import { deliveryQueue } from '../../shared/webhooks/delivery-queue.ts';
import { type EventsOf, eventsOfOutcomes } from '../../shared/webhooks/derive/events-of.ts';
import { dynamoDeliveries } from '../../shared/webhooks/dynamo-deliveries.ts';
import { dynamoWebhooks } from '../../shared/webhooks/dynamo-webhooks.ts';
import { ownerKey, ownerOfKey, webhooksTable } from '../../shared/webhooks/keys.ts';
import type { Owner } from '../../shared/webhooks/model.ts';
import { tellPaused } from '../../shared/webhooks/tell-paused.ts';
import { type ApiRequest, callApi } from '../support/api-event.ts';
import { countingIds, TestClock } from '../support/clock.ts';
import { changeRecord, streamRecord } from '../support/image.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const handlers = {
  changeWebhook,
  createWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  replayDeliveries,
  rotateWebhookSecret,
  setWebhookState,
  testWebhook,
};

/** `advertiser:adv_1` stands for a key of that advertiser. */
const authenticate = async (key: string): Promise<Principal> => {
  const [role, subjectId = ''] = key.split(':') as [Role, string];
  return { keyId: `key_${subjectId}`, role, subjectId, scopes: SCOPES_OF_ROLE[role] };
};

/** Webhooks on the real engine, with a queue in memory, a clock that stands, and no cache of who listens unless it is asked for. */
export async function webhookWorld(policy: OutboundPolicy = { allowLoopback: true }, remembersWhoListens = false) {
  const client = testDocumentClient();
  const table = await createTable(webhooksTable);
  const clock = new TestClock();
  const cipher = aesCipher(async () => ['data secret']);
  const messages: DeliveryMessage[] = [];
  const queue = deliveryQueue({
    send: async (message) => void messages.push(message),
    sendAll: async (all) => void messages.push(...all),
  });
  const stores = { webhooks: dynamoWebhooks(client, table), deliveries: dynamoDeliveries(client, table) };
  const remembered = cached((key) => stores.webhooks.ofOwner(ownerOfKey(key)), clock);
  const webhooksOf = remembersWhoListens ? (owner: Owner) => remembered(ownerKey(owner)) : stores.webhooks.ofOwner;
  const publishing = { ...stores, queue, clock, webhooksOf };
  const outbound = httpOutbound(policy);
  /** How long a receiver has, where a test would rather not wait. */
  const patience: { timeoutMs?: number } = {};
  let secrets = 0;
  const deps = {
    ...stores,
    authenticate,
    ids: countingIds(),
    queue,
    clock,
    log: silentLog,
    random: () => 0.5,
    checkUrl: urlCheck(policy),
    newSecret: () => {
      secrets += 1;
      return `whsec_${Buffer.from(String(secrets).padStart(24, 's')).toString('base64')}`;
    },
    sealSecret: (webhookId: string, secret: string) => cipher.seal(secret, webhookId),
    openSecret: ({ webhookId }: { webhookId: string }, { sealed }: { sealed: string }) =>
      cipher.open(sealed, webhookId),
    send: ((request) => outbound({ ...request, ...patience })) satisfies Outbound,
    tellPaused: (...[webhook, because]: Parameters<Parameters<typeof deliverWebhook>[0]['tellPaused']>) =>
      tellPaused(publishing, webhook, because),
  };
  const worker = deliverWebhook(deps);

  /** Works through all messages; answers those that failed. */
  async function drain(): Promise<readonly string[]> {
    const failed: string[] = [];
    while (messages.length > 0) {
      const batch = messages.splice(0, 5);
      const Records = batch.map((message, index) => ({
        messageId: String(index),
        body: JSON.stringify(message),
        attributes: { ApproximateReceiveCount: '1' },
      }));
      const answer = await worker({ Records } as unknown as Parameters<typeof worker>[0]);
      failed.push(...answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    }
    return failed;
  }

  /** Time passes: each step the schedule asks for what is due, and it is worked through. */
  async function pass(ms: number, stepMs = MINUTE_MS): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      clock.advance(stepMs);
      await askForDeliveries(deps)();
      await drain();
    }
  }

  const call = (operation: keyof typeof handlers, key: string, request: Omit<ApiRequest, 'key'> = {}) =>
    callApi(handlers[operation](deps), { key, method: 'POST', ...request });

  return {
    client,
    table,
    clock,
    deps,
    messages,
    publishing,
    patience,
    units: meter(client),
    drain,
    pass,
    call,
    /** A webhook as its owner made it, with its secret. */
    made: async (key: string, body: object) => {
      const { status, json } = await call('createWebhook', key, { body: { name: 'Mine', events: ['*'], ...body } });
      if (status !== 201) throw new Error(`${status}: ${JSON.stringify(json)}`);
      return json as { webhookId: string; secret: string; version: number };
    },
    /** What a table's stream tells of a change. */
    streamChange: (
      before: Record<string, unknown>,
      after: Record<string, unknown>,
      eventsOf: EventsOf = eventsOfOutcomes,
    ) => streamHandler({ ...publishing, log: silentLog }, eventsOf)({ Records: [changeRecord(before, after)] }),
    /** What a table's stream tells. */
    stream: (items: readonly Record<string, unknown>[], eventsOf: EventsOf = eventsOfOutcomes, eventName?: string) =>
      streamHandler(
        { ...publishing, log: silentLog },
        eventsOf,
      )({
        Records: items.map((item, index) => streamRecord(item, index, eventName)),
      }),
  };
}

export type WebhookWorld = Awaited<ReturnType<typeof webhookWorld>>;
