import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { OutcomeItems } from './rebuild-facts.ts';

/** Every item of table `outcomes`, page by page; a cursor is where DynamoDB stopped. */
export const dynamoOutcomeItems = (client: DynamoDBDocumentClient, tableName: string): OutcomeItems => ({
  async page(after) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: tableName,
        ExclusiveStartKey: after === undefined ? undefined : JSON.parse(after),
        ConsistentRead: true,
      }),
    );
    return { items: Items, next: LastEvaluatedKey && JSON.stringify(LastEvaluatedKey) };
  },
});
