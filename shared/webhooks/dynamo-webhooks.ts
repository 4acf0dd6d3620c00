import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { EpochMs } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { transact } from '../platform/transact.ts';
import { ownerKey, WEBHOOK_PREFIX, webhookIdsKey, webhookKey } from './keys.ts';
import { MAX_WEBHOOKS_PER_OWNER, PAUSE_REASONS, type PauseReason, type Webhook } from './model.ts';
import type { WebhookStore } from './ports.ts';

const stored = z.object({
  webhookId: z.string(),
  owner: z.object({ kind: z.enum(['advertiser', 'publisher', 'network']), id: z.string() }),
  name: z.string(),
  kind: z.enum(['webhook', 'postback']),
  url: z.string(),
  method: z.enum(['POST', 'GET']),
  events: z.array(z.string()),
  paused: z.object({ because: z.enum(PAUSE_REASONS), atMs: z.int() }).optional(),
  secrets: z.array(z.object({ sealed: z.string(), untilMs: z.int().optional() })),
  trouble: z.object({ sinceMs: z.int(), failures: z.int(), retryAtMs: z.int() }).optional(),
  createdAtMs: z.int(),
  version: z.int().positive(),
});

interface Change {
  readonly update: string;
  readonly values?: Record<string, unknown>;
  readonly condition?: string;
}

const SEEN = '#version = :seen';

/** That it is there, and at the version that was seen where one is named. */
const ifSeen = (seenVersion: number | undefined) =>
  seenVersion === undefined
    ? { condition: 'attribute_exists(pk)' }
    : { condition: SEEN, values: { ':seen': seenVersion } };

/** Webhooks beside each other under their owner. What deliveries note is written apart from what the owner changes. */
export function dynamoWebhooks(client: DynamoDBDocumentClient, table: string): WebhookStore {
  /** False when the condition was lost, or the webhook is gone. */
  async function update({ owner, webhookId }: Webhook, { update: expression, values, condition }: Change) {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: webhookKey(owner, webhookId),
          UpdateExpression: expression,
          ConditionExpression: condition ?? 'attribute_exists(pk)',
          ExpressionAttributeNames: namesIn(`${expression} ${condition ?? ''}`),
          ...(values ? { ExpressionAttributeValues: values } : {}),
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  /** All of it or nothing; false when a condition was lost. */
  const together = (writes: Parameters<typeof transact>[1]): Promise<boolean> => transact(client, writes, 'webhooks');

  return {
    create(webhook) {
      const { owner, webhookId } = webhook;
      return together([
        {
          Update: {
            TableName: table,
            Key: webhookIdsKey(owner),
            UpdateExpression: 'ADD ids :one',
            ConditionExpression: 'attribute_not_exists(ids) OR size(ids) < :max OR contains(ids, :id)',
            ExpressionAttributeValues: {
              ':one': new Set([webhookId]),
              ':id': webhookId,
              ':max': MAX_WEBHOOKS_PER_OWNER,
            },
          },
        },
        // A repeat under the same idempotency key has the same id and a new secret: the one that is shown must be the one kept.
        { Put: { TableName: table, Item: { ...webhookKey(owner, webhookId), ...webhook } } },
      ]);
    },
    async get(owner, webhookId) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: webhookKey(owner, webhookId), ConsistentRead: true }),
      );
      return Item && stored.parse(Item);
    },
    async ofOwner(owner) {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': ownerKey(owner), ':sk': WEBHOOK_PREFIX },
          ConsistentRead: true,
          Limit: MAX_WEBHOOKS_PER_OWNER,
        }),
      );
      return (Items ?? []).map((item) => stored.parse(item));
    },
    change(webhook, seenVersion) {
      const { name, url, method, events, secrets, version } = webhook;
      return update(webhook, {
        update:
          'SET #name = :name, #url = :url, #method = :method, #events = :events, #secrets = :secrets, #version = :next',
        values: {
          ':name': name,
          ':url': url,
          ':method': method,
          ':events': events,
          ':secrets': secrets,
          ':next': version,
          ':seen': seenVersion,
        },
        condition: SEEN,
      });
    },
    async recovered(webhook) {
      await update(webhook, { update: 'REMOVE #trouble' });
    },
    async failed(webhook, trouble) {
      await update(webhook, {
        update: 'SET #trouble = :trouble',
        values: { ':trouble': trouble, ':seen': webhook.version },
        condition: SEEN,
      });
    },
    pause(webhook: Webhook, because: PauseReason, atMs: EpochMs, seenVersion?: number) {
      const seen = ifSeen(because === 'owner' ? seenVersion : webhook.version);
      return update(webhook, {
        update: 'SET #paused = :paused, #version = #version + :one',
        values: { ':paused': { because, atMs }, ':one': 1, ...seen.values },
        condition: `${seen.condition} AND attribute_not_exists(#paused)`,
      });
    },
    resume(webhook, seenVersion) {
      const seen = ifSeen(seenVersion);
      return update(webhook, {
        update: 'SET #version = #version + :one REMOVE #paused, #trouble',
        values: { ':one': 1, ...seen.values },
        condition: `${seen.condition} AND attribute_exists(#paused)`,
      });
    },
    remove({ owner, webhookId }, seenVersion) {
      const seen = ifSeen(seenVersion);
      return together([
        {
          Update: {
            TableName: table,
            Key: webhookIdsKey(owner),
            UpdateExpression: 'DELETE ids :one',
            ExpressionAttributeValues: { ':one': new Set([webhookId]) },
          },
        },
        {
          Delete: {
            TableName: table,
            Key: webhookKey(owner, webhookId),
            ConditionExpression: seen.condition,
            ...(seen.values && { ExpressionAttributeNames: namesIn(SEEN), ExpressionAttributeValues: seen.values }),
          },
        },
      ]);
    },
  };
}

/** `#name` stands for the attribute `name`: DynamoDB reserves most short words. */
const namesIn = (expression: string): Record<string, string> | undefined => {
  const names = [...expression.matchAll(/#(\w+)/g)].map(([all, name = '']) => [all, name]);
  return names.length > 0 ? Object.fromEntries(names) : undefined;
};
