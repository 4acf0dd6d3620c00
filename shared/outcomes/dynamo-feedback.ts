import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isTransactionLost } from '../platform/dynamo.ts';
import { FEEDBACK_RESULTS, type Feedback, sourceOf } from './feedback.ts';
import { feedbackKey } from './keys.ts';
import type { Outcome } from './model.ts';
import type { FeedbackStore } from './ports.ts';
import type { QualityCounts } from './quality.ts';

/** Counters in table `outcomes`: `QUALITY#<publisherId>` / `ALL` and `SOURCE#<source>`. */
const qualityPk = (publisherId: string): string => `QUALITY#${publisherId}`;
const SOURCE_PREFIX = 'SOURCE#';

const storedFeedback = z.object({
  outcomeId: z.string(),
  result: z.enum(FEEDBACK_RESULTS),
  saleMinor: minorStored.optional(),
  note: z.string().optional(),
  atMs: z.int().nonnegative(),
  revision: z.int().positive(),
});

const count = z.int().default(0);
const storedCounts = z.object({ sk: z.string(), sold: count, unsold: count, bad: count });

const NOTHING: QualityCounts = { sold: 0, unsold: 0, bad: 0 };
/** More sources than that are made up. */
const MAX_SOURCES = 200;

/** Reports beside their outcomes, and the counters that follow from them, changed together. */
export function dynamoFeedback(client: DynamoDBDocumentClient, tableName: string): FeedbackStore {
  function counter(outcome: Outcome, sk: string, before: Feedback | undefined, after: Feedback) {
    const names: Record<string, string> = { '#after': after.result };
    const values: Record<string, number> = { ':one': 1 };
    if (before) {
      names['#before'] = before.result;
      values[':less'] = -1;
    }
    return {
      Update: {
        TableName: tableName,
        Key: { pk: qualityPk(outcome.terms.publisherId), sk },
        UpdateExpression: `ADD #after :one${before ? ', #before :less' : ''}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      },
    };
  }

  return {
    async get(outcomeId) {
      const request = new GetCommand({ TableName: tableName, Key: feedbackKey(outcomeId), ConsistentRead: true });
      const { Item } = await client.send(request);
      return Item && storedFeedback.parse(Item);
    },

    async put(outcome, before, after) {
      const report = {
        Put: {
          TableName: tableName,
          Item: { ...feedbackKey(outcome.outcomeId), ...after },
          ConditionExpression: before ? 'revision = :seen' : 'attribute_not_exists(pk)',
          ...(before && { ExpressionAttributeValues: { ':seen': before.revision } }),
        },
      };
      const isNews = before?.result !== after.result;
      const counted = ['ALL', `${SOURCE_PREFIX}${sourceOf(outcome)}`].map((sk) => counter(outcome, sk, before, after));
      try {
        await client.send(new TransactWriteCommand({ TransactItems: [report, ...(isNews ? counted : [])] }));
        return true;
      } catch (error) {
        if (isTransactionLost(error)) return false;
        throw error;
      }
    },

    async counts(publisherId) {
      const Key = { pk: qualityPk(publisherId), sk: 'ALL' };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key }));
      return Item ? storedCounts.parse(Item) : NOTHING;
    },

    async sources(publisherId) {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': qualityPk(publisherId), ':prefix': SOURCE_PREFIX },
          Limit: MAX_SOURCES,
        }),
      );
      return (Items ?? []).map((item) => {
        const { sk, ...counts } = storedCounts.parse(item);
        return { source: sk.slice(SOURCE_PREFIX.length), ...counts };
      });
    },
  };
}
