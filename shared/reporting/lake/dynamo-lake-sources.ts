import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../../platform/batch-get.ts';
import type { LakeSources } from './export-day.ts';

type Item = Record<string, unknown>;

interface Tables {
  readonly reports: string;
  readonly outcomes: string;
}

/** Outcomes in table `outcomes`, and entries as the books of account keep them in table `reports`. */
export function dynamoLakeSources(client: DynamoDBDocumentClient, { reports, outcomes }: Tables): LakeSources {
  return {
    async outcomes(outcomeIds) {
      const keys = outcomeIds.map((outcomeId) => ({ pk: `OUT#${outcomeId}`, sk: 'OUT' }));
      const found = await batchGet(client, { table: outcomes }, keys);
      // A batch comes in any order.
      return found.sort((a, b) => (String(a.pk) < String(b.pk) ? -1 : 1));
    },
    async *entriesOf(day) {
      let start: Item | undefined;
      do {
        const answer: { Items?: Item[]; LastEvaluatedKey?: Item } = await client.send(
          new QueryCommand({
            TableName: reports,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': `J#${day}` },
            ExclusiveStartKey: start,
          }),
        );
        yield answer.Items ?? [];
        start = answer.LastEvaluatedKey;
      } while (start);
    },
  };
}
