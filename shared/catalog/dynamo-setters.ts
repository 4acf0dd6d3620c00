import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { invariant } from '../kernel/result.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { changeItem } from '../platform/versioned-item.ts';
import { BY_OWNER, owner, ownerSort, setterKey } from './keys.ts';
import type { SetterStore } from './ports.ts';
import { SETTER_STATES, type Setter } from './setter.ts';

const setterItem = z.object({
  setterId: z.string(),
  publisherId: z.string(),
  name: z.string(),
  state: z.enum(SETTER_STATES),
  createdAtMs: z.int(),
  version: z.int().positive().optional(),
});

export const parseSetter = (item: unknown): Setter => setterItem.parse(item);

const listOf = (publisherId: string): PagedList => ({
  name: 'setters',
  fixed: { ownerKey: owner.settersOf(publisherId) },
  free: ['pk', 'sk', 'ownerSort'],
});

export function dynamoSetters(client: DynamoDBDocumentClient, table: string): SetterStore {
  const get = async (setterId: string): Promise<Setter | undefined> => {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: setterKey(setterId), ConsistentRead: true }),
    );
    return answer.Item && parseSetter(answer.Item);
  };
  return {
    get,
    async create(setter) {
      const { setterId, publisherId, createdAtMs } = setter;
      const index = { ownerKey: owner.settersOf(publisherId), ownerSort: ownerSort(createdAtMs, setterId) };
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...setterKey(setterId), ...index, ...setter },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return setter;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const standing = await get(setterId);
        invariant(standing, 'a setter that is there can be read');
        return standing;
      }
    },
    async setState(setterId, state, seenVersion) {
      const changed = await changeItem(client, { table, key: setterKey(setterId) }, { state }, seenVersion);
      return changed && parseSetter(changed);
    },
    ofPublisher: (publisherId, page) =>
      queryPage(client, { table, index: BY_OWNER, list: listOf(publisherId) }, page, parseSetter),
  };
}
