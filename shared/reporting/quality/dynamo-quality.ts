import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Page } from '../../kernel/page.ts';
import { addDays, type Day, startOfDayMs } from '../../kernel/time.ts';
import { batchGet } from '../../platform/batch-get.ts';
import type { PagedList } from '../../platform/cursor.ts';
import { queryPage } from '../../platform/query-page.ts';
import { EXPIRES } from '../../platform/table-schema.ts';
import { boughtKey, partKey, qualityKey } from '../keys.ts';
import { MAX_PARTS, type QualityStore, type Scored } from './ports.ts';
import type { QualityCounts } from './score.ts';

const count = z.int().nonnegative();
const stored = z.object({
  publisherId: z.string(),
  asOf: z.string(),
  counts: z.object({
    ...{ outcomes: count, qualified: count, held: count, noShows: count },
    ...{ sold: count, unsold: count, bad: count, disputed: count },
  }),
});
const storedPart = stored.extend({ name: z.string() });

const listOf = (name: string, pk: string): PagedList => ({ name, fixed: { pk }, free: ['sk'] });

/** Parts that the next days do not replace go by themselves. */
const KEPT_DAYS = 8;

const expiresAtSeconds = (asOf: Day): number => startOfDayMs(addDays(asOf, KEPT_DAYS), 'UTC') / 1_000;

/** Scores in table `reports`: some hundred bytes for each publisher, each of its sources and each of its advertisers. */
export function dynamoQuality(client: DynamoDBDocumentClient, tableName: string): QualityStore {
  const put = (key: { pk: string; sk: string }, scored: Scored, counts: QualityCounts, more: object = {}) => {
    const { publisherId, asOf } = scored;
    return client.send(new PutCommand({ TableName: tableName, Item: { ...key, publisherId, asOf, counts, ...more } }));
  };
  const read = async (Key: { pk: string; sk: string }): Promise<Scored | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key }));
    return Item && stored.parse(Item);
  };
  const page = (list: PagedList, request: { limit: number; cursor?: string | undefined }): Promise<Page<Scored>> =>
    queryPage(client, { table: tableName, list }, request, (item) => stored.parse(item));

  async function getAll(publisherIds: readonly string[]): Promise<readonly Scored[]> {
    const items = await batchGet(client, { table: tableName }, publisherIds.map(qualityKey));
    return items.map((item) => stored.parse(item));
  }

  return {
    // The whole comes last: whoever reads it finds parts that are as new.
    async keep(scored) {
      const { publisherId, asOf, counts, sources, setters, advertisers } = scored;
      const passing = { [EXPIRES]: expiresAtSeconds(asOf) };
      for (const [name, each] of sources) {
        await put(partKey(publisherId, asOf, 'source', name), scored, each, { name, ...passing });
      }
      for (const [name, each] of setters) {
        await put(partKey(publisherId, asOf, 'setter', name), scored, each, { name, ...passing });
      }
      for (const [advertiserId, each] of advertisers) {
        await put(boughtKey(advertiserId, publisherId), scored, each, passing);
      }
      await put(qualityKey(publisherId), scored, counts);
    },
    async forget(publisherId) {
      await client.send(new DeleteCommand({ TableName: tableName, Key: qualityKey(publisherId) }));
    },
    get: (publisherId) => read(qualityKey(publisherId)),
    getAll,
    list: (request) => page(listOf('quality', qualityKey('').pk), request),
    part: (kind, publisherId, asOf, name) => read(partKey(publisherId, asOf, kind, name)),
    async parts(kind, publisherId, asOf) {
      const { pk, sk } = partKey(publisherId, asOf, kind, '');
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
          ExpressionAttributeValues: { ':pk': pk, ':kind': sk },
          Limit: MAX_PARTS,
        }),
      );
      return Items.map((item) => storedPart.parse(item));
    },
    boughtBy: (advertiserId, request) => page(listOf('quality bought', boughtKey(advertiserId, '').pk), request),
    bought: (advertiserId, publisherId) => read(boughtKey(advertiserId, publisherId)),
  };
}
