import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { invariant } from '../kernel/result.ts';
import type { PagedList } from '../platform/cursor.ts';
import { queryPage } from '../platform/query-page.ts';
import { parseRun } from './dynamo-items.ts';
import { ACTIVE, activeKey, type Key, RUNS, runKey, TURN_KEY } from './keys.ts';
import { holdsTurn, isFinal, type Run } from './model.ts';
import type { RunStore } from './ports.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const LIST: PagedList = { name: 'payout-runs', fixed: { pk: RUNS }, free: ['sk'] };

/** Runs that are not over at the same time: a handful. More is a fault that should be seen, not paged through. */
const MAX_ACTIVE = 200;

function keyOf(run: Run): Key {
  const key = runKey(run.runId);
  invariant(key, `${run.runId} is a run id`);
  return key;
}

/** Which of the writes lost, by position; rethrows what is no lost condition. */
function lostPositions(error: unknown): ReadonlySet<number> {
  if (!(error instanceof TransactionCanceledException)) throw error;
  const lost = (error.CancellationReasons ?? []).flatMap(({ Code }, index) =>
    Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict' ? [index] : [],
  );
  if (lost.length === 0) throw error;
  return new Set(lost);
}

/** The turn and the list of active runs follow the state in the same write, so that they never disagree with it. */
function sideWrites(table: string, before: Run, after: Run): Write[] {
  const writes: Write[] = [];
  if (!holdsTurn(before.state) && holdsTurn(after.state)) {
    writes.push({
      Put: {
        TableName: table,
        Item: { ...TURN_KEY, runId: after.runId },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    });
  }
  if (holdsTurn(before.state) && !holdsTurn(after.state)) {
    writes.push({
      Delete: {
        TableName: table,
        Key: TURN_KEY,
        ConditionExpression: 'runId = :runId',
        ExpressionAttributeValues: { ':runId': after.runId },
      },
    });
  }
  if (isFinal(after.state)) writes.push({ Delete: { TableName: table, Key: activeKey(after.runId) } });
  return writes;
}

export function dynamoRuns(client: DynamoDBDocumentClient, table: string): RunStore {
  const get = async (runId: string): Promise<Run | undefined> => {
    const key = runKey(runId);
    if (!key) return undefined;
    const answer = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return answer.Item ? parseRun(answer.Item) : undefined;
  };
  const write = (items: Write[]) => client.send(new TransactWriteCommand({ TransactItems: items }));
  return {
    get,
    async create(run) {
      const put = { Item: { ...keyOf(run), ...run }, ConditionExpression: 'attribute_not_exists(pk)' };
      const mark = { Item: { ...activeKey(run.runId), openedAtMs: run.opened.atMs } };
      try {
        await write([{ Put: { TableName: table, ...put } }, { Put: { TableName: table, ...mark } }]);
        return true;
      } catch (error) {
        lostPositions(error);
        // A conflict says only that somebody else writes it now; whether it is there is read, not guessed.
        if (await get(run.runId)) return false;
        throw error;
      }
    },
    list: (page) => queryPage(client, { table, list: LIST, newestFirst: true }, page, parseRun),
    async active() {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': ACTIVE },
          ConsistentRead: true,
          Limit: MAX_ACTIVE,
        }),
      );
      invariant(answer.LastEvaluatedKey === undefined, `more than ${MAX_ACTIVE} payout runs are not over`);
      const runs = await Promise.all((answer.Items ?? []).map((item) => get(String(item.sk))));
      const there = runs.filter((run) => run !== undefined && !isFinal(run.state)) as Run[];
      return there.sort((a, b) => a.opened.atMs - b.opened.atMs || (a.runId < b.runId ? -1 : 1));
    },
    async replace(before, after) {
      const put = {
        Item: { ...keyOf(after), ...after },
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': before.version },
      };
      try {
        await write([{ Put: { TableName: table, ...put } }, ...sideWrites(table, before, after)]);
        return 'replaced';
      } catch (error) {
        return lostPositions(error).has(0) ? 'changed' : 'waiting';
      }
    },
  };
}
