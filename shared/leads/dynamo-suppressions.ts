import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../kernel/problem.ts';
import { dynamoPeopleList } from '../outcomes/dynamo-customers.ts';
import { NETWORK, suppressionKey } from './keys.ts';
import type { SuppressionLists } from './ports.ts';

/** Suppression lists in table `outcomes`: hashes only. */
export function dynamoSuppressions(client: DynamoDBDocumentClient, tableName: string): SuppressionLists {
  const { add, remove } = dynamoPeopleList(client, tableName, suppressionKey);
  return {
    add,
    remove,

    async hasAny(advertiserId, personHashes) {
      const Keys = personHashes.flatMap((hash) => [suppressionKey(NETWORK, hash), suppressionKey(advertiserId, hash)]);
      const request = new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } });
      const { Responses, UnprocessedKeys } = await client.send(request);
      if (UnprocessedKeys?.[tableName]) throw new Problem('unavailable', 'the suppression lists can not be read now');
      return (Responses?.[tableName] ?? []).length > 0;
    },
  };
}
