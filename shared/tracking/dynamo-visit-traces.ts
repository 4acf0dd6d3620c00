import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionFailure } from '../platform/dynamo.ts';
import { leaseOf, NONE, parseLeaseItem } from './dynamo-lease-item.ts';
import { leaseKey, numberOfSort, poolLeasesKey } from './keys.ts';
import type { PoolStore } from './ports.ts';
import type { VisitTrace, VisitTraces } from './visit-traces.ts';

const MAX_NUMBERS = 10_000;
const PAGE_ITEMS = 1_000;
const POOLS_PAGE = 100;

interface Found extends VisitTrace {
  readonly sk: string;
  /** Where in the item the visit stands. */
  readonly place: 'h0' | 'h1' | 'h2';
}

const PLACES = ['h0', 'h1', 'h2'] as const;

function tracesIn(poolId: string, item: Record<string, unknown>, visitIds: ReadonlySet<string>): readonly Found[] {
  const stored = parseLeaseItem(item);
  const sk = String(item.sk);
  const lease = leaseOf(poolId, numberOfSort(sk), stored);
  const places = PLACES.filter((place) => stored[place] !== undefined && stored[place] !== NONE);
  return lease.holdings.flatMap((holding, index) => {
    const place = places[index];
    if (place === undefined || !visitIds.has(holding.visit.visitId)) return [];
    return [{ poolId, number: lease.number, holding, sk, place }];
  });
}

/** Reads the publisher's pools whole: some hundred read units a thousand numbers, for the rare day that somebody asks. */
export function dynamoVisitTraces(
  client: DynamoDBDocumentClient,
  tableName: string,
  pools: Pick<PoolStore, 'list'>,
): VisitTraces {
  async function poolIds(publisherId: string): Promise<readonly string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await pools.list(publisherId, { limit: POOLS_PAGE, cursor });
      found.push(...page.items.map(({ poolId }) => poolId));
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < MAX_NUMBERS);
    return found;
  }

  async function inPool(poolId: string, visitIds: ReadonlySet<string>): Promise<readonly Found[]> {
    const found: Found[] = [];
    let seen = 0;
    let startKey: Record<string, unknown> | undefined;
    do {
      const answer: { Items?: Record<string, unknown>[]; LastEvaluatedKey?: Record<string, unknown> } =
        await client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': poolLeasesKey(poolId) },
            ExclusiveStartKey: startKey,
            Limit: PAGE_ITEMS,
          }),
        );
      const items = answer.Items ?? [];
      found.push(...items.flatMap((item) => tracesIn(poolId, item, visitIds)));
      seen += items.length;
      startKey = answer.LastEvaluatedKey;
    } while (startKey && seen < MAX_NUMBERS);
    return found;
  }

  async function all(publisherId: string, visitIds: ReadonlySet<string>): Promise<readonly Found[]> {
    if (visitIds.size === 0) return [];
    const found: Found[] = [];
    for (const poolId of await poolIds(publisherId)) found.push(...(await inPool(poolId, visitIds)));
    return found;
  }

  return {
    async of(publisherId, visitIds) {
      return (await all(publisherId, visitIds)).map(({ poolId, number, holding }) => ({ poolId, number, holding }));
    },
    async strip(publisherId, visitIds) {
      const found = await all(publisherId, visitIds);
      for (const { poolId, number, place, holding } of found) {
        const update = new UpdateCommand({
          TableName: tableName,
          Key: leaseKey(poolId, number),
          UpdateExpression: `REMOVE ${place}.l, ${place}.r, ${place}.q`,
          ConditionExpression: `${place}.v = :visit`,
          ExpressionAttributeValues: { ':visit': holding.visit.visitId },
        });
        await client.send(update).catch((error: unknown) => {
          // The number has a new holder since, and the visit stands one place further: whoever asks again takes it there.
          if (!isConditionFailure(error)) throw error;
        });
      }
      return found.length;
    },
  };
}
