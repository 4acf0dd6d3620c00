import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isConditionFailure } from '../platform/dynamo.ts';
import { returnFileKey } from './keys.ts';
import type { ReturnFileStore } from './ports.ts';

const fileItem = z.object({
  fileId: z.string(),
  readAtMs: z.int(),
  by: z.object({ keyId: z.string(), subjectId: z.string() }),
  items: z.int(),
});

export const dynamoReturnFiles = (client: DynamoDBDocumentClient, table: string): ReturnFileStore => ({
  async get(fileId) {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: returnFileKey(fileId), ConsistentRead: true }),
    );
    return answer.Item ? fileItem.parse(answer.Item) : undefined;
  },
  async add(file) {
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...returnFileKey(file.fileId), ...file },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  },
});
