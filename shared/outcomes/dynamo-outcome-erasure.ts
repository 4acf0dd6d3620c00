import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isConditionFailure } from '../platform/dynamo.ts';
import { chainKey, outcomeKey, personKey, sortableMs } from './keys.ts';
import { goneName, type HashAfter, type OutcomeErasure } from './personal-trace.ts';

const storedChain = z.looseObject({ ids: z.array(z.string()).min(1) });

const WHO: Readonly<Record<HashAfter['kind'], string>> = {
  gone: 'SET gone = :at REMOVE masked, visit, facts.who',
  kept: 'SET gone = :at REMOVE masked, visit',
  renamed: 'SET gone = :at, facts.who = :name REMOVE masked, visit',
};

/** The same in what came to light after the verdict, where something did. */
const WHO_LATER: Readonly<Record<HashAfter['kind'], string | undefined>> = {
  gone: 'REMOVE truth.f.who',
  kept: undefined,
  renamed: 'SET truth.f.who = :name',
};

/** Erasure in table `outcomes`. */
export function dynamoOutcomeErasure(client: DynamoDBDocumentClient, tableName: string): OutcomeErasure {
  async function eraseLater(outcomeId: string, hash: HashAfter): Promise<void> {
    const UpdateExpression = WHO_LATER[hash.kind];
    if (UpdateExpression === undefined) return;
    const update = new UpdateCommand({
      TableName: tableName,
      Key: outcomeKey(outcomeId),
      UpdateExpression,
      ConditionExpression: 'attribute_exists(truth.f.who)',
      ...(hash.kind === 'renamed' && { ExpressionAttributeValues: { ':name': hash.name } }),
    });
    await client.send(update).catch((error: unknown) => {
      if (!isConditionFailure(error)) throw error;
    });
  }

  return {
    async erase(outcomeId, hash, atMs) {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: outcomeKey(outcomeId),
        UpdateExpression: WHO[hash.kind],
        // Facts that are not judged yet are what the verdict will name.
        ConditionExpression: 'attribute_exists(pk) AND #state <> :open',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':at': atMs,
          ':open': 'open',
          ...(hash.kind === 'renamed' && { ':name': hash.name }),
        },
      });
      await client.send(update);
      await eraseLater(outcomeId, hash);
    },

    async forget(personHash, contact) {
      const Key = { pk: personKey(personHash), sk: `${sortableMs(contact.startedAtMs)}#${contact.outcomeId}` };
      await client.send(new DeleteCommand({ TableName: tableName, Key }));
    },

    async renameChain(chain) {
      const get = new GetCommand({ TableName: tableName, Key: chainKey(chain), ConsistentRead: true });
      const { Item } = await client.send(get);
      if (!Item) return undefined;
      const { ids, ...rest } = storedChain.parse(Item);
      const [first = ''] = ids;
      const personHash = goneName(first);
      const copy = { ...rest, ids, ...chainKey({ ...chain, personHash }) };
      const put = new PutCommand({ TableName: tableName, Item: copy, ConditionExpression: 'attribute_not_exists(pk)' });
      await client.send(put).catch((error: unknown) => {
        // A try before this one came as far; what was sold since stands there.
        if (!isConditionFailure(error)) throw error;
      });
      return personHash;
    },

    async dropChain(chain) {
      await client.send(new DeleteCommand({ TableName: tableName, Key: chainKey(chain) }));
    },
  };
}
