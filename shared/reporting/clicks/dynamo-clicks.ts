import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { deterministicId } from '../../kernel/ids.ts';
import { minorStored } from '../../kernel/schemas.ts';
import { startOfDayMs } from '../../kernel/time.ts';
import { dynamoDayReader } from '../dynamo-day-reader.ts';
import { clicksKey, clicksSort } from '../keys.ts';
import type { ClicksFact } from '../model.ts';
import type { FactReader } from '../ports.ts';
import type { ClickRow, ClickStore } from './ports.ts';

const text = z.string().optional();

const stored = z.object({
  ...{ day: z.string(), publisherId: z.string(), offerId: z.string(), advertiserId: z.string(), model: z.string() },
  ...{ source: z.string(), campaign: text, medium: text, term: text, content: text },
  ...{ clicks: z.int(), costMinor: minorStored, currency: z.string() },
});

const placeOf = ({ offerId, source, campaign, medium, term, content }: ClickRow): string =>
  deterministicId('place', ...[offerId, source, campaign, medium, term, content].map((each) => each ?? ''));

/** Clicks in table `reports`, in the network's days. */
export function dynamoClicks(
  client: DynamoDBDocumentClient,
  tableName: string,
  zone: string,
): ClickStore & { readonly facts: FactReader } {
  const factsOf = (item: unknown): ClicksFact[] => {
    const { day, ...row } = stored.parse(item);
    return [{ kind: 'clicks', atMs: startOfDayMs(day, zone), ...row }];
  };
  const facts = dynamoDayReader({ client, tableName, keyOf: clicksKey, factsOf });
  return {
    facts,
    async keep(rows) {
      const TransactItems = rows.map((row) => ({
        Put: {
          TableName: tableName,
          Item: { pk: clicksKey(row.day), sk: clicksSort(row.publisherId, placeOf(row)), ...row },
        },
      }));
      await client.send(new TransactWriteCommand({ TransactItems }));
    },
    async ofDay(day, publisherId) {
      const rows: ClickRow[] = [];
      for await (const page of facts.ofDay(day, { publisherId })) {
        rows.push(...page.flatMap((fact) => (fact.kind === 'clicks' ? [{ ...fact, day }] : [])));
      }
      return rows;
    },
  };
}
