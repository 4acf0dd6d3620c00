import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure, isTransactionLost } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { parseLine } from './dynamo-items.ts';
import { LINE_PREFIX, publisherLineKey, publisherLinesKey, runLineKey, runLinesKey } from './keys.ts';
import type { Line } from './model.ts';
import type { LineStore } from './ports.ts';

const runList = (runId: string): PagedList => ({
  name: 'payout-lines',
  fixed: { pk: runLinesKey(runId) },
  free: ['sk'],
});
const publisherList = (publisherId: string): PagedList => ({
  name: 'statements',
  fixed: { pk: publisherLinesKey(publisherId) },
  free: ['sk'],
});

const PREFIX = { attribute: 'sk', value: LINE_PREFIX };

export function dynamoLines(client: DynamoDBDocumentClient, table: string): LineStore {
  const put = (key: { pk: string; sk: string }, line: Line) => ({
    TableName: table,
    Item: { ...key, ...line },
    ConditionExpression: 'attribute_not_exists(pk)',
  });

  /** Outside the chain: the next line reads the same days again, for less than a transaction. */
  async function addOutside(line: Line): Promise<'added' | 'lost'> {
    try {
      await client.send(new PutCommand(put(runLineKey(line.runId, line.publisherId), line)));
      return 'added';
    } catch (error) {
      if (isConditionFailure(error)) return 'lost';
      throw error;
    }
  }

  return {
    async ofRun(runId, publisherId) {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: runLineKey(runId, publisherId), ConsistentRead: true }),
      );
      return answer.Item ? parseLine(answer.Item) : undefined;
    },
    async latest(publisherId) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': publisherLinesKey(publisherId), ':prefix': LINE_PREFIX },
          ScanIndexForward: false,
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      const item = answer.Items?.[0];
      return item ? parseLine(item) : undefined;
    },
    async add(line) {
      if (line.seq === 0) return addOutside(line);
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: put(publisherLineKey(line.publisherId, line.seq), line) },
              { Put: put(runLineKey(line.runId, line.publisherId), line) },
            ],
          }),
        );
        return 'added';
      } catch (error) {
        if (isTransactionLost(error)) return 'lost';
        throw error;
      }
    },
    async *each(runId, afterPublisherId) {
      let after = afterPublisherId === undefined ? undefined : runLineKey(runId, afterPublisherId);
      do {
        const answer = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
            ExpressionAttributeValues: { ':pk': runLinesKey(runId), ':prefix': LINE_PREFIX },
            ExclusiveStartKey: after,
            ConsistentRead: true,
          }),
        );
        yield (answer.Items ?? []).map(parseLine);
        after = answer.LastEvaluatedKey as typeof after;
      } while (after);
    },
    listOfRun: (runId, page) => queryPage(client, { table, list: runList(runId), prefix: PREFIX }, page, parseLine),
    listOfPublisher: (publisherId, page) =>
      queryPage(
        client,
        { table, list: publisherList(publisherId), prefix: PREFIX, newestFirst: true },
        page,
        parseLine,
      ),
  };
}
