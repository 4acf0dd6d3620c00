import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { EpochMs } from '../kernel/time.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { deliveryItem, deliveryOf, dueAttributes, dueOf, nameOfSort, refOfItem, summaryOf } from './delivery-item.ts';
import { type ObjectLog, objectLog } from './dynamo-object-log.ts';
import { BY_DUE, BY_TIME, deliveryKey, dueKey, logKey, sortableMs, timeSort } from './keys.ts';
import { type Delivery, type DeliveryRef, MAX_ATTEMPTS_KEPT } from './model.ts';
import type { DeliveryStore } from './ports.ts';

/** Behind every event of an instant: `~` sorts after all that an id is made of. */
const endOf = (atMs: EpochMs): string => `${sortableMs(atMs)}#~`;

const listOf = (webhookId: string): PagedList => ({
  name: 'deliveries',
  fixed: { timeKey: logKey(webhookId) },
  free: ['pk', 'sk', 'timeSort'],
});

/** Deliveries by webhook and object; one item from the first try to the last, with its log in it. */
export function dynamoDeliveries(client: DynamoDBDocumentClient, table: string): DeliveryStore {
  const query = async (input: Omit<QueryCommandInput, 'TableName'>) =>
    (await client.send(new QueryCommand({ TableName: table, ...input }))).Items ?? [];

  /** The first event of the delivery's object in a range of sort keys that still waits, besides itself. */
  const otherWaiting = async (
    { webhookId, objectId, eventId }: Delivery,
    range: Pick<ObjectLog, 'from' | 'to'>,
  ): Promise<Delivery | undefined> => {
    const log = { webhookId, objectId, ...range, states: ['pending', 'held'] as const };
    for await (const found of objectLog(client, table, log)) if (found.eventId !== eventId) return found;
    return undefined;
  };

  const write = async (input: ConstructorParameters<typeof UpdateCommand>[0]): Promise<Delivery | undefined> => {
    try {
      const { Attributes } = await client.send(new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' }));
      return deliveryOf(Attributes);
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  };

  /** Waits for a try again, as a new one does, where the condition holds. */
  const begin = (
    ref: DeliveryRef,
    { nowMs, nextAtMs }: Parameters<DeliveryStore['restart']>[1],
    { condition, values }: { readonly condition: string; readonly values?: Record<string, unknown> },
  ) => {
    const due = dueAttributes(ref, nextAtMs);
    return write({
      TableName: table,
      Key: deliveryKey(ref),
      UpdateExpression:
        'SET #state = :pending, tries = :none, sinceMs = :now, nextAtMs = :next, dueKey = :dueKey, dueSort = :dueSort',
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ...values,
        ':pending': 'pending',
        ':none': 0,
        ':now': nowMs,
        ':next': due.nextAtMs,
        ':dueKey': due.dueKey,
        ':dueSort': due.dueSort,
      },
    });
  };

  const get: DeliveryStore['get'] = async (ref) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: deliveryKey(ref), ConsistentRead: true }),
    );
    return Item && deliveryOf(Item);
  };

  return {
    get,
    async create(delivery) {
      try {
        const Item = deliveryItem(delivery);
        await client.send(new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
    async find(webhookId, id) {
      const [item] = await query({
        IndexName: BY_TIME,
        KeyConditionExpression: 'timeKey = :key AND timeSort = :sort',
        ExpressionAttributeValues: { ':key': logKey(webhookId), ':sort': timeSort(id) },
        Limit: 1,
      });
      return item && get(summaryOf(item));
    },
    earlierWaiting: (delivery) => otherWaiting(delivery, { to: deliveryKey(delivery).sk }),
    nextWaiting: (delivery) => otherWaiting(delivery, { from: deliveryKey(delivery).sk }),
    async settle(delivery, { state, nextAtMs, attempt }) {
      const due = nextAtMs === undefined ? undefined : dueAttributes(delivery, nextAtMs);
      const attempts = attempt && [...delivery.attempts, attempt].slice(-MAX_ATTEMPTS_KEPT);
      const sets = [
        '#state = :state',
        ...(attempts ? ['attempts = :attempts', 'tries = :tries'] : []),
        ...(attempt?.status === undefined ? [] : ['lastStatus = :status']),
        ...(due ? ['nextAtMs = :next', 'dueKey = :dueKey', 'dueSort = :dueSort'] : []),
      ];
      const settled = await write({
        TableName: table,
        Key: deliveryKey(delivery),
        UpdateExpression: `SET ${sets.join(', ')}${due ? '' : ' REMOVE nextAtMs, dueKey, dueSort'}`,
        ConditionExpression: '#state = :seen AND nextAtMs = :turn',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':state': state,
          ':seen': delivery.state,
          ':turn': delivery.nextAtMs,
          ':attempts': attempts,
          ':tries': attempts && delivery.tries + 1,
          ':status': attempt?.status,
          ':next': due?.nextAtMs,
          ':dueKey': due?.dueKey,
          ':dueSort': due?.dueSort,
        },
      });
      return settled !== undefined;
    },
    restart: (ref, at) => begin(ref, at, { condition: 'attribute_exists(pk)' }),
    release: (ref, at) => begin(ref, at, { condition: '#state = :held', values: { ':held': 'held' } }),
    async held(webhookId, limit, after) {
      // The table, not an index of it: what was held a moment ago must be among them.
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: '#state = :held',
          ProjectionExpression: 'pk, sk, ownerKey',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':pk': logKey(webhookId), ':held': 'held' },
          ConsistentRead: true,
          ExclusiveStartKey: after && deliveryKey({ webhookId, ...after }),
          Limit: limit,
        }),
      );
      return { refs: Items.map(refOfItem), after: LastEvaluatedKey && nameOfSort(LastEvaluatedKey.sk) };
    },
    async remove(delivery) {
      await client.send(new DeleteCommand({ TableName: table, Key: deliveryKey(delivery) }));
    },
    list(webhookId, page, { state, type } = {}) {
      const source = { table, index: BY_TIME, list: listOf(webhookId), newestFirst: true, where: { state, type } };
      return queryPage(client, source, page, summaryOf);
    },
    async range(webhookId, { fromMs, toMs }, limit, after) {
      const items = await query({
        IndexName: BY_TIME,
        KeyConditionExpression: 'timeKey = :key AND timeSort BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':key': logKey(webhookId),
          // One character behind the last one: the range begins after it.
          ':from': after ? `${timeSort(after)} ` : sortableMs(fromMs),
          ':to': endOf(toMs),
        },
        Limit: limit,
      });
      return items.map(summaryOf);
    },
    async due(part, nowMs, limit) {
      const items = await query({
        IndexName: BY_DUE,
        KeyConditionExpression: 'dueKey = :key AND dueSort <= :now',
        ExpressionAttributeValues: { ':key': dueKey(part), ':now': endOf(nowMs) },
        Limit: limit,
      });
      return items.map(dueOf);
    },
  };
}
