import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { minorStored } from '../kernel/schemas.ts';
import { dayKey } from './keys.ts';
import type { DailyCount, DailyCounts, DayFilter } from './ports.ts';

const storedPart = z.object({
  sk: z.string(),
  advertiserId: z.string(),
  qualified: z.int(),
  rejected: z.int(),
  chargeMinor: minorStored,
  payoutMinor: minorStored,
  currency: z.string().optional(),
});

/** Pages of 1 MB: some 20,000 parts of a day. */
const MAX_PAGES = 16;

/** Daily counters as they are read: the parts of one offer and publisher added up, without what they remember. */
export function dynamoDailyCounts(client: DynamoDBDocumentClient, tableName: string): DailyCounts {
  async function* pages(day: string, { publisherId, advertiserId }: DayFilter) {
    let start: Record<string, unknown> | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: publisherId ? 'pk = :pk AND begins_with(sk, :sk)' : 'pk = :pk',
          FilterExpression: advertiserId && 'advertiserId = :advertiser',
          ProjectionExpression: 'sk, advertiserId, qualified, rejected, chargeMinor, payoutMinor, currency',
          ExpressionAttributeValues: {
            ':pk': dayKey(day),
            ':sk': publisherId && `${publisherId}#`,
            ':advertiser': advertiserId,
          },
          ExclusiveStartKey: start,
        }),
      );
      yield (answer.Items ?? []).map((item) => storedPart.parse(item));
      start = answer.LastEvaluatedKey;
      if (!start) return;
    }
    throw new Problem('too-large', `the day ${day} has too many counters for one answer; name a publisher`);
  }

  return {
    async ofDay(day, filter) {
      const counts = new Map<string, DailyCount>();
      for await (const page of pages(day, filter)) {
        for (const { sk, ...part } of page) {
          const [publisherId = '', offerId = ''] = sk.split('#');
          const name = `${publisherId}#${offerId}`;
          counts.set(name, added(counts.get(name), { day, publisherId, offerId, ...part }));
        }
      }
      return [...counts.values()];
    },
  };
}

function added(sum: DailyCount | undefined, part: DailyCount): DailyCount {
  if (!sum) return part;
  return {
    ...sum,
    qualified: sum.qualified + part.qualified,
    rejected: sum.rejected + part.rejected,
    chargeMinor: sum.chargeMinor + part.chargeMinor,
    payoutMinor: sum.payoutMinor + part.payoutMinor,
    currency: sum.currency ?? part.currency,
  };
}
