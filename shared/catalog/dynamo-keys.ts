import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { ROLES, SCOPES } from '../platform/http/principal.ts';
import { queryPage } from '../platform/query-page.ts';
import type { ApiKey } from './api-key.ts';
import { apiKeyKey, BY_OWNER, owner, ownerSort } from './keys.ts';
import type { KeyStore } from './ports.ts';

const keyItem = z.object({
  keyId: z.string(),
  hash: z.string().length(64),
  role: z.enum(ROLES),
  subjectId: z.string(),
  publisherId: z.string().optional(),
  scopes: z.array(z.enum(SCOPES)),
  label: z.string(),
  offerIds: z.array(z.string()).optional(),
  approvalLimits: z.array(z.object({ currency: z.string(), maxMinor: minorStored })).optional(),
  createdAtMs: z.int(),
  revokedAtMs: z.int().optional(),
});

const parseKey = (item: unknown): ApiKey => keyItem.parse(item);

const LIST: PagedList = { name: 'keys', fixed: { ownerKey: owner.keys }, free: ['pk', 'sk', 'ownerSort'] };

export function dynamoKeys(client: DynamoDBDocumentClient, table: string): KeyStore {
  return {
    async create(key) {
      const index = { ownerKey: owner.keys, ownerSort: ownerSort(key.createdAtMs, key.keyId) };
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...apiKeyKey(key.keyId), ...index, ...key },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return 'created';
      } catch (error) {
        if (isConditionFailure(error)) return 'exists';
        throw error;
      }
    },
    async get(keyId) {
      const answer = await client.send(new GetCommand({ TableName: table, Key: apiKeyKey(keyId) }));
      return answer.Item ? parseKey(answer.Item) : undefined;
    },
    list: (page, { role, subjectId } = {}) =>
      queryPage(client, { table, index: BY_OWNER, list: LIST, where: { role, subjectId } }, page, parseKey),
    async revoke(keyId, atMs) {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: apiKeyKey(keyId),
            UpdateExpression: 'SET revokedAtMs = if_not_exists(revokedAtMs, :at)',
            ExpressionAttributeValues: { ':at': atMs },
            ConditionExpression: 'attribute_exists(pk)',
          }),
        );
        return 'revoked';
      } catch (error) {
        if (isConditionFailure(error)) return 'missing';
        throw error;
      }
    },
  };
}
