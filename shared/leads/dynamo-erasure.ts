import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { outcomeKey, personKey, sortableMs } from '../outcomes/keys.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { contactKey } from './keys.ts';
import type { ErasureStore } from './ports.ts';

/** Erasure in table `outcomes`. */
export function dynamoErasure(client: DynamoDBDocumentClient, tableName: string): ErasureStore {
  return {
    async eraseLead(leadId, atMs) {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: outcomeKey(leadId),
        UpdateExpression: 'REMOVE masked, visit, facts.who',
        // Facts that are not judged yet are what the verdict will name: a lead is judged within seconds, so ask again then.
        ConditionExpression: 'model = :lead AND #state <> :open',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':lead': 'lead', ':open': 'open' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await client.send(update);
      } catch (error) {
        if (isConditionFailure(error))
          return (error.Item?.model as { S?: string } | undefined)?.S === 'lead' ? 'open' : 'no-lead';
        throw error;
      }
      await client.send(new PutCommand({ TableName: tableName, Item: { ...contactKey(leadId), gone: atMs } }));
      return 'erased';
    },

    async forget(personHash, contact) {
      const Key = { pk: personKey(personHash), sk: `${sortableMs(contact.startedAtMs)}#${contact.outcomeId}` };
      await client.send(new DeleteCommand({ TableName: tableName, Key }));
    },
  };
}
