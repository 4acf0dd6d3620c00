import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Cipher } from '../platform/cipher.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { NO_LIFE, type PersonLife } from '../platform/person-life.ts';
import { contactKey } from './keys.ts';
import { contactOf, storedContact, textOf } from './lead-item.ts';
import type { ContactStore } from './ports.ts';

const purposeOf = (leadId: string): string => `lead ${leadId}`;

/** Contacts in table `outcomes`, each an item of its own, sealed for its lead alone. */
export function dynamoContacts(
  client: DynamoDBDocumentClient,
  tableName: string,
  cipher: Cipher,
  life: PersonLife = NO_LIFE,
): ContactStore {
  return {
    async keep(leadId, contact, cameAtMs) {
      const sealed = await cipher.seal(textOf(contact), purposeOf(leadId));
      const item = { ...contactKey(leadId), sealed, words: contact.consent.text, ...life(cameAtMs) };
      const put = new PutCommand({ TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' });
      await client.send(put).catch((error: unknown) => {
        if (!isConditionFailure(error)) throw error;
      });
    },

    async open(leadId) {
      const get = new GetCommand({ TableName: tableName, Key: contactKey(leadId), ConsistentRead: true });
      const { Item } = await client.send(get);
      const { sealed, words } = storedContact.parse(Item ?? {});
      return sealed === undefined ? undefined : contactOf(await cipher.open(sealed, purposeOf(leadId)), words);
    },
  };
}
