import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { Physical } from '../assembly/intrinsics.ts';
import { localArn, type Provision, type ProvisionContext, physicalName } from './handler.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});
const propertiesSchema = z.object({
  TableName: z.string().optional(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z.array(indexSchema).default([]),
  LocalSecondaryIndexes: z.array(indexSchema).default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
});
type TableProperties = z.infer<typeof propertiesSchema>;

/** A table on the embedded engine, always on demand: local capacity is not what anyone wants to find out. TTL is left to AWS. */
export const provisionTable: Provision = async (resource, context) => {
  const wanted = propertiesSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.TableName, 255);
  const existing = await describe(context, name);
  const table = existing ? await adapt(context, existing, wanted) : await create(context, name, wanted);
  const streamArn = table.LatestStreamArn;
  context.plan.tables.push({ logicalId: resource.logicalId, name, streamArn, createdNow: !existing });
  return physicalTable(name, streamArn);
};

function physicalTable(name: string, streamArn: string | undefined): Physical {
  const attributes: Record<string, string> = { Arn: localArn('dynamodb', `table/${name}`), TableId: name };
  if (streamArn) attributes.StreamArn = streamArn;
  return { ref: name, attributes };
}

async function describe(context: ProvisionContext, name: string): Promise<TableDescription | undefined> {
  try {
    return (await context.clients.dynamo.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(context: ProvisionContext, name: string, wanted: TableProperties): Promise<TableDescription> {
  const optional = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);
  const { TableDescription } = await context.clients.dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: wanted.KeySchema as KeySchemaElement[],
      AttributeDefinitions: wanted.AttributeDefinitions as AttributeDefinition[],
      GlobalSecondaryIndexes: optional(wanted.GlobalSecondaryIndexes as GlobalSecondaryIndex[]),
      LocalSecondaryIndexes: optional(wanted.LocalSecondaryIndexes as GlobalSecondaryIndex[]),
      ...(wanted.StreamSpecification && {
        StreamSpecification: { StreamEnabled: true, ...wanted.StreamSpecification },
      }),
    }),
  );
  if (!TableDescription) throw new Error(`the engine created table ${name} without a description`);
  return TableDescription;
}

/** Brings a table of an earlier run up to the template: new indexes and a new stream are added, a changed key is refused. */
async function adapt(
  context: ProvisionContext,
  existing: TableDescription,
  wanted: TableProperties,
): Promise<TableDescription> {
  const name = existing.TableName ?? '';
  if (keyText(existing.KeySchema) !== keyText(wanted.KeySchema)) {
    throw new Error(
      `table ${name} was made with other keys than the template now asks for; "npm run reset" starts afresh`,
    );
  }
  const view = existing.StreamSpecification?.StreamViewType;
  if (view && wanted.StreamSpecification && view !== wanted.StreamSpecification.StreamViewType) {
    throw new Error(`table ${name} streams ${view}, not what the template asks for now; "npm run reset" starts afresh`);
  }
  const known = new Map(
    (existing.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, keyText(index.KeySchema)]),
  );
  for (const index of wanted.GlobalSecondaryIndexes) {
    const keys = known.get(index.IndexName);
    if (keys !== undefined && keys !== keyText(index.KeySchema)) {
      throw new Error(`index ${index.IndexName} of table ${name} has other keys now; "npm run reset" starts afresh`);
    }
    if (keys === undefined) {
      await context.clients.dynamo.send(
        new UpdateTableCommand({
          TableName: name,
          AttributeDefinitions: wanted.AttributeDefinitions,
          GlobalSecondaryIndexUpdates: [{ Create: index as GlobalSecondaryIndex }],
        }),
      );
    }
  }
  if (wanted.StreamSpecification && !existing.LatestStreamArn) {
    const StreamSpecification = { StreamEnabled: true, ...wanted.StreamSpecification };
    await context.clients.dynamo.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
  }
  return (await describe(context, name)) ?? existing;
}

function keyText(keys: readonly { AttributeName?: string | undefined; KeyType?: string | undefined }[] = []): string {
  return keys.map((key) => `${key.AttributeName}:${key.KeyType}`).join(' ');
}
