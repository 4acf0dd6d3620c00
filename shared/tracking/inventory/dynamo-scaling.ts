import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BY_OWNER } from '../../catalog/keys.ts';
import { FIRST_VERSION } from '../../platform/change-from.ts';
import { putVersion } from '../../platform/put-version.ts';
import { queryPage } from '../../platform/query-page.ts';
import { SCALINGS, scalingKey } from './keys.ts';
import { SHOPS } from './model.ts';
import type { ScalingStore } from './ports.ts';

const rule = z.object({
  poolId: z.string(),
  scaling: z.object({
    carrier: z.enum(SHOPS),
    country: z.string(),
    areaCode: z.string().optional(),
    maxNumbers: z.int().positive(),
  }),
});

const stored = rule.partial({ scaling: true }).extend({ version: z.int().positive().default(FIRST_VERSION) });

const SCALED = { name: 'scalings', fixed: { ownerKey: SCALINGS }, free: ['pk', 'sk', 'ownerSort'] };

/** How pools grow, in table `catalog`. Only one that grows is in the index. */
export function dynamoScaling(client: DynamoDBDocumentClient, table: string): ScalingStore {
  return {
    async get(poolId) {
      const request = new GetCommand({ TableName: table, Key: scalingKey(poolId), ConsistentRead: true });
      const { Item } = await client.send(request);
      return Item ? stored.parse(Item) : { poolId, version: 0 };
    },
    set(next, seenVersion) {
      const listed = next.scaling ? { ownerKey: SCALINGS, ownerSort: next.poolId } : {};
      return putVersion(client, table, { ...scalingKey(next.poolId), ...listed, ...next }, seenVersion);
    },
    scaled: (page) => queryPage(client, { table, index: BY_OWNER, list: SCALED }, page, (item) => rule.parse(item)),
  };
}
