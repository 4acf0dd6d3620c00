import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { NO_LIFE, type PersonLife } from '../platform/person-life.ts';
import { personKey, sortableMs } from './keys.ts';
import { type Contact, MAX_CONTACTS, type PersonHistory } from './ports.ts';

const storedContact = z.object({
  sk: z.string().regex(/^\d{15}#./),
  offerId: z.string(),
  advertiserId: z.string(),
  targetId: z.string().optional(),
  number: z.string().optional(),
  visitId: z.string().optional(),
});

function contactOf(item: unknown): Contact {
  const { sk, ...rest } = storedContact.parse(item);
  const separator = sk.indexOf('#');
  return { outcomeId: sk.slice(separator + 1), startedAtMs: Number(sk.slice(0, separator)), ...rest };
}

/** A person's contacts in table `outcomes`, under the keyed hash of the number: newest last. */
export function dynamoPersonHistory(
  client: DynamoDBDocumentClient,
  tableName: string,
  life: PersonLife = NO_LIFE,
): PersonHistory {
  return {
    async note(personHash, { outcomeId, startedAtMs, ...contact }) {
      // The same outcome began at the same instant on every retry, so the put itself is idempotent.
      const key = { pk: personKey(personHash), sk: `${sortableMs(startedAtMs)}#${outcomeId}` };
      await client.send(new PutCommand({ TableName: tableName, Item: { ...contact, ...key, ...life(startedAtMs) } }));
    },

    async earlier(personHash, fromMs, beforeMs) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :before',
          ExpressionAttributeValues: {
            ':pk': personKey(personHash),
            ':from': sortableMs(fromMs),
            // Without an id it sorts before every contact of that instant: the end is exclusive.
            ':before': sortableMs(beforeMs),
          },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: MAX_CONTACTS,
        }),
      );
      return Items.map(contactOf);
    },
  };
}
