import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { invariant } from '../kernel/result.ts';
import { DAY_MS } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { parsePayment } from './dynamo-items.ts';
import { paymentKey, TRACES_KEY, traceBlockKey } from './keys.ts';
import type { PaymentStore } from './ports.ts';
import { LAST_TRACE } from './rail.ts';

/** Nothing comes back that late: a trace number may then stand for another payment. */
const FORGOTTEN_AFTER_MS = 400 * DAY_MS;

const traces = z.object({ next: z.int().min(1) });
const block = z.object({ first: z.int().min(1) });

export function dynamoPayments(client: DynamoDBDocumentClient, table: string): PaymentStore {
  async function get(key: string) {
    const answer = await client.send(new GetCommand({ TableName: table, Key: paymentKey(key), ConsistentRead: true }));
    return answer.Item ? parsePayment(answer.Item) : undefined;
  }

  async function nextTrace(): Promise<number | undefined> {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: TRACES_KEY, ConsistentRead: true }));
    return Item && traces.parse(Item).next;
  }

  async function blockOf(runId: string): Promise<number | undefined> {
    const key = traceBlockKey(runId);
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && block.parse(Item).first;
  }

  return {
    get,
    async add(payment) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...paymentKey(payment.key), ...payment },
            ConditionExpression: 'attribute_not_exists(pk) OR paidAtMs < :forgotten',
            ExpressionAttributeValues: { ':forgotten': payment.paidAtMs - FORGOTTEN_AFTER_MS },
          }),
        );
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const there = await get(payment.key);
        invariant(there?.reference === payment.reference, `another payment stands under ${payment.key}`);
      }
    },
    async report(key, kind, report) {
      try {
        const answer = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: paymentKey(key),
            UpdateExpression: 'SET #kind = :report',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#kind)',
            ExpressionAttributeNames: { '#kind': kind },
            ExpressionAttributeValues: { ':report': report },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return parsePayment(answer.Attributes);
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const there = await get(key);
        invariant(there, `payment ${key} is there`);
        return there;
      }
    },
    async settle(key, kind) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: paymentKey(key),
          UpdateExpression: 'SET #kind.isDone = :done',
          ConditionExpression: 'attribute_exists(#kind)',
          ExpressionAttributeNames: { '#kind': kind },
          ExpressionAttributeValues: { ':done': true },
        }),
      );
    },
    async takeTraces(runId, count) {
      const taken = await blockOf(runId);
      if (taken !== undefined) return taken;
      const before = await nextTrace();
      const first = before === undefined || before + count > LAST_TRACE + 1 ? 1 : before;
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName: table,
                Item: { ...traceBlockKey(runId), first },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
            {
              Update: {
                TableName: table,
                Key: TRACES_KEY,
                UpdateExpression: 'SET #next = :next',
                ConditionExpression: before === undefined ? 'attribute_not_exists(pk)' : '#next = :before',
                ExpressionAttributeNames: { '#next': 'next' },
                ExpressionAttributeValues: {
                  ':next': first + count,
                  ...(before === undefined ? {} : { ':before': before }),
                },
              },
            },
          ],
        }),
      );
      return first;
    },
  };
}
