import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { ROLES, SCOPES } from '../platform/http/principal.ts';
import { queryPage } from '../platform/query-page.ts';
import { changeItem } from '../platform/versioned-item.ts';
import { BY_OWNER, owner, ownerSort, userKey } from './keys.ts';
import type { UserStore } from './ports.ts';
import { USER_STATES, type User } from './user.ts';

const userItem = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  subjectId: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  approvalLimits: z.array(z.object({ currency: z.string(), maxMinor: minorStored })).optional(),
  state: z.enum(USER_STATES),
  createdAtMs: z.int(),
  version: z.int().positive().optional(),
});

const parseUser = (item: unknown): User => userItem.parse(item);

const LIST: PagedList = { name: 'users', fixed: { ownerKey: owner.users }, free: ['pk', 'sk', 'ownerSort'] };

export function dynamoUsers(client: DynamoDBDocumentClient, table: string): UserStore {
  return {
    async create(user) {
      const index = { ownerKey: owner.users, ownerSort: ownerSort(user.createdAtMs, user.userId) };
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...userKey(user.userId), ...index, ...user },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return 'created';
      } catch (error) {
        if (isConditionFailure(error)) return 'exists';
        throw error;
      }
    },
    async get(userId) {
      const answer = await client.send(new GetCommand({ TableName: table, Key: userKey(userId) }));
      return answer.Item ? parseUser(answer.Item) : undefined;
    },
    list: (page) => queryPage(client, { table, index: BY_OWNER, list: LIST }, page, parseUser),
    async setState(userId, state, seenVersion) {
      const changed = await changeItem(client, { table, key: userKey(userId) }, { state }, seenVersion);
      return changed && parseUser(changed);
    },
  };
}
