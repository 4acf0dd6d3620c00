import { BatchGetCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../../kernel/problem.ts';
import type { LakeSources } from './export-day.ts';

type Item = Record<string, unknown>;

/** Reads of one batch that may come back unfinished before we give up. */
const MAX_READS = 8;

interface Tables {
  readonly reports: string;
  readonly outcomes: string;
}

/** Outcomes in table `outcomes`, and entries as the books of account keep them in table `reports`. */
export function dynamoLakeSources(client: DynamoDBDocumentClient, { reports, outcomes }: Tables): LakeSources {
  return {
    async outcomes(outcomeIds) {
      const found: Item[] = [];
      let keys: Item[] = outcomeIds.map((outcomeId) => ({ pk: `OUT#${outcomeId}`, sk: 'OUT' }));
      for (let read = 0; keys.length > 0; read += 1) {
        if (read >= MAX_READS) throw new Problem('unavailable', 'the outcomes are busy; try again');
        const answer = await client.send(new BatchGetCommand({ RequestItems: { [outcomes]: { Keys: keys } } }));
        found.push(...(answer.Responses?.[outcomes] ?? []));
        keys = answer.UnprocessedKeys?.[outcomes]?.Keys ?? [];
      }
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
