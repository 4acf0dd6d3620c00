import { randomUUID } from 'node:crypto';
import { type AttributeDefinition, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { PK, SK, type TableSchema } from '../../shared/platform/table-schema.ts';

const LOCAL = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** A test machine may be busy with other things: what is slow there is no failure. */
const PATIENT = { connectionTimeout: 30_000, requestTimeout: 30_000 };

/** A document client on the engine at this endpoint. */
export const documentClientAt = (endpoint: string): DynamoDBDocumentClient =>
  documentClient({ ...LOCAL, endpoint, requestHandler: PATIENT });

/** Creates a table by the same schema that the CDK app deploys, without its stream, under a name of its own; returns the name. */
export async function createTableAt(endpoint: string, schema: TableSchema): Promise<string> {
  const client = new DynamoDBClient({ ...LOCAL, endpoint });
  const name = `${schema.name}-${randomUUID()}`;
  const indexes = schema.indexes ?? [];
  const keys = new Set([PK, SK, ...indexes.flatMap((index) => [index.pk, index.sk])]);
  const definitions: AttributeDefinition[] = [...keys].map((key) => ({ AttributeName: key, AttributeType: 'S' }));
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: definitions,
      KeySchema: [
        { AttributeName: PK, KeyType: 'HASH' },
        { AttributeName: SK, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes:
        indexes.length === 0
          ? undefined
          : indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: [
                { AttributeName: index.pk, KeyType: 'HASH' as const },
                { AttributeName: index.sk, KeyType: 'RANGE' as const },
              ],
              Projection: index.include
                ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.include] }
                : { ProjectionType: 'ALL' as const },
            })),
    }),
  );
  client.destroy();
  return name;
}
