import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { BY_OWNER } from '../catalog/keys.ts';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { queryPage } from '../platform/query-page.ts';
import { parseNumber, parsePool } from './dynamo-catalog-items.ts';
import { poolList } from './dynamo-pools.ts';
import { numberKey } from './keys.ts';
import type { NumberReader, PoolReader } from './ports.ts';

/** Pools that one publisher's pages choose between; more than anybody has numbers to publish. */
const MAX_POOLS = 100;

/** Numbers and pools as the hot path reads them: cached 30 s in each container, eventually consistent. */
export function dynamoTrackingCatalog(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): NumberReader & PoolReader {
  return {
    number: cached(async (number) => {
      const answer = await client.send(new GetCommand({ TableName: table, Key: numberKey(number) }));
      return answer.Item ? parseNumber(answer.Item) : undefined;
    }, clock),
    poolsOf: cached(async (publisherId) => {
      const source = { table, index: BY_OWNER, list: poolList(publisherId) };
      return (await queryPage(client, source, { limit: MAX_POOLS }, parsePool)).items;
    }, clock),
  };
}
