import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Cipher } from '../platform/cipher.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { parsePublisher } from './dynamo-items.ts';
import { publisherKey } from './keys.ts';
import { maskAccount } from './mask-account.ts';
import type { PayeeStore } from './ports.ts';

const payeeItem = z.object({
  payee: z.object({ legalName: z.string(), method: z.literal('csv'), accountSealed: z.string() }).optional(),
});

/** Ties a sealed reference to its publisher: copied to another one it does not open. */
const purposeOf = (publisherId: string): string => `payee:${publisherId}`;

/** Opens a sealed account reference of a publisher: for the payment file only. */
export const openAccountWith =
  (cipher: Cipher) =>
  (publisherId: string, accountSealed: string): Promise<string> =>
    cipher.open(accountSealed, purposeOf(publisherId));

/** The payee lives in the publisher's item; the account reference in it is sealed. */
export function dynamoPayees(client: DynamoDBDocumentClient, table: string, cipher: Cipher): PayeeStore {
  return {
    async set(publisherId, { legalName, method, accountReference }) {
      const accountSealed = await cipher.seal(accountReference, purposeOf(publisherId));
      const payee = { legalName, method, accountMasked: maskAccount(accountReference), accountSealed };
      try {
        const answer = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: publisherKey(publisherId),
            UpdateExpression: 'SET payee = :payee',
            ExpressionAttributeValues: { ':payee': payee },
            ConditionExpression: 'attribute_exists(pk)',
            ReturnValues: 'ALL_NEW',
          }),
        );
        return parsePublisher(answer.Attributes);
      } catch (error) {
        if (isConditionFailure(error)) return undefined;
        throw error;
      }
    },
    async read(publisherId) {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: publisherKey(publisherId), ConsistentRead: true }),
      );
      const payee = answer.Item ? payeeItem.parse(answer.Item).payee : undefined;
      if (!payee) return undefined;
      const { legalName, method, accountSealed } = payee;
      return { legalName, method, accountReference: await cipher.open(accountSealed, purposeOf(publisherId)) };
    },
  };
}
