import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { dayKey, partSort } from './keys.ts';
import { markOf, type Tally, totalsOf } from './model.ts';
import type { DailyCounters } from './ports.ts';

/** Verdicts in one write: DynamoDB's conditions are bounded. */
const MAX_EVENTS = 50;

/** Others who write the same part at once are other shards of one stream: a handful. */
const MAX_TRIES = 8;

const counted = z.object({ marks: z.set(z.string()) });

/** Daily counters in table `reports`; each part remembers what it counted, in the same write. */
export function dynamoCounters(client: DynamoDBDocumentClient, tableName: string): DailyCounters {
  const keyOf = (tally: Tally) => ({
    pk: dayKey(tally.day),
    sk: partSort(tally.publisherId, tally.offerId, tally.part),
  });

  async function isAdded(tally: Tally, events: Tally['events']): Promise<boolean> {
    const { qualified, rejected, chargeMinor, payoutMinor, currency } = totalsOf(events);
    const marks = events.map((event) => markOf(event.outcomeId));
    const names = marks.map((_mark, index) => `:m${index}`);
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(tally),
          UpdateExpression: `SET advertiserId = :advertiser${currency ? ', currency = :currency' : ''} ADD qualified :qualified, rejected :rejected, chargeMinor :charge, payoutMinor :payout, marks :marks`,
          ConditionExpression: names.map((name) => `NOT contains(marks, ${name})`).join(' AND '),
          ExpressionAttributeValues: {
            ':advertiser': tally.advertiserId,
            ':currency': currency,
            ':qualified': qualified,
            ':rejected': rejected,
            ':charge': chargeMinor,
            ':payout': payoutMinor,
            ':marks': new Set(marks),
            ...Object.fromEntries(names.map((name, index) => [name, marks[index]])),
          },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  /** What of these is not counted yet. */
  async function uncounted(tally: Tally, events: Tally['events']): Promise<Tally['events']> {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keyOf(tally), ConsistentRead: true }),
    );
    const { marks } = counted.parse(Item);
    return events.filter((event) => !marks.has(markOf(event.outcomeId)));
  }

  async function addSome(tally: Tally, events: Tally['events']): Promise<void> {
    let left = events;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (left.length === 0 || (await isAdded(tally, left))) return;
      left = await uncounted(tally, left);
    }
    throw new Problem('unavailable', 'too many write the same counter at once');
  }

  return {
    async add(tally) {
      for (let start = 0; start < tally.events.length; start += MAX_EVENTS) {
        await addSome(tally, tally.events.slice(start, start + MAX_EVENTS));
      }
    },
  };
}
