import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { EXPIRES, type TableSchema } from '../table-schema.ts';
import { type RateWindows, WINDOW_MS } from './rate-limit.ts';

/**
 * Table `limits`: what is counted for seconds and forgotten. `RATE#<keyId>#<window>` / `RATE` holds the requests that
 * containers have drawn. Every API function writes here, which is why it is no part of a table that holds anything else.
 */
export const limitsTable: TableSchema = { name: 'limits', expires: true };

const counted = z.object({ taken: z.int() });

export const dynamoRateWindows = (client: DynamoDBDocumentClient, table: string): RateWindows => ({
  async take(keyId, window, count) {
    const answer = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: `RATE#${keyId}#${window}`, sk: 'RATE' },
        UpdateExpression: 'ADD taken :count SET #expires = :expires',
        ExpressionAttributeNames: { '#expires': EXPIRES },
        ExpressionAttributeValues: {
          ':count': count,
          ':expires': Math.ceil((window * WINDOW_MS + 10 * MINUTE_MS) / SECOND_MS),
        },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return counted.parse(answer.Attributes).taken;
  },
});
