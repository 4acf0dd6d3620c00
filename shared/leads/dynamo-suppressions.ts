import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoPeopleList } from '../outcomes/dynamo-customers.ts';
import { batchGet } from '../platform/batch-get.ts';
import { NETWORK, suppressionKey } from './keys.ts';
import type { SuppressionLists } from './ports.ts';

/** Suppression lists in table `outcomes`: hashes only. */
export function dynamoSuppressions(client: DynamoDBDocumentClient, tableName: string): SuppressionLists {
  const { add, remove } = dynamoPeopleList(client, tableName, suppressionKey);
  return {
    add,
    remove,

    async hasAny(advertiserId, personHashes) {
      const keys = personHashes.flatMap((hash) => [suppressionKey(NETWORK, hash), suppressionKey(advertiserId, hash)]);
      return (await batchGet(client, { table: tableName, consistent: true }, keys)).length > 0;
    },
  };
}
