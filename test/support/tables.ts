import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import type { TableSchema } from '../../shared/platform/table-schema.ts';
import { createTableAt, documentClientAt } from './tables-at.ts';

/** A document client on the run's engine. */
export const testDocumentClient = (): DynamoDBDocumentClient => documentClientAt(inject('dynamoEndpoint'));

/** Creates a table by the same schema that the CDK app deploys, under a name of its own; returns the name. */
export const createTable = (schema: TableSchema): Promise<string> => createTableAt(inject('dynamoEndpoint'), schema);
