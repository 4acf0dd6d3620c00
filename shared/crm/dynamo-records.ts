import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { FEEDBACK_RESULTS } from '../outcomes/feedback.ts';
import { queryPage } from '../platform/query-page.ts';
import { connectionPk, recordKey } from './keys.ts';
import type { RecordStore } from './ports.ts';

const report = z.object({
  stage: z.string(),
  result: z.enum(FEEDBACK_RESULTS),
  state: z.enum(['reported', 'refused']),
  why: z.string().optional(),
  atMs: z.int(),
});

/** A report may be noted of a record that somebody else's import made: it was pushed by nobody here. */
export const storedRecord = z.object({
  connectionId: z.string(),
  outcomeId: z.string(),
  push: z.enum(['waiting', 'pushed', 'refused', 'gave-up']).default('waiting'),
  recordId: z.string().optional(),
  why: z.string().optional(),
  attempts: z.int().default(0),
  atMs: z.int().default(0),
  report: report.optional(),
});

/** What became of outcomes in CRMs, in table `outcomes`. */
export function dynamoRecords(client: DynamoDBDocumentClient, table: string): RecordStore {
  const set = async (connectionId: string, outcomeId: string, fields: Readonly<Record<string, unknown>>) => {
    const given = Object.entries({ connectionId, outcomeId, ...fields });
    const kept = given.filter(([, value]) => value !== undefined);
    const gone = given.filter(([, value]) => value === undefined).map(([name]) => `#${name}`);
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: recordKey(connectionId, outcomeId),
        UpdateExpression: `SET ${kept.map(([name]) => `#${name} = :${name}`).join(', ')}${gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : ''}`,
        ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(kept.map(([name, value]) => [`:${name}`, value])),
      }),
    );
  };
  return {
    note: ({ connectionId, outcomeId, push, recordId, why, attempts, atMs }) =>
      set(connectionId, outcomeId, { push, recordId, why, attempts, atMs }),
    noteReport: (connectionId, outcomeId, told) =>
      set(connectionId, outcomeId, {
        report: Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
      }),
    list: (connectionId, page) => {
      const list = { name: 'crm-records', fixed: { pk: connectionPk(connectionId) }, free: ['sk'] };
      return queryPage(client, { table, list }, page, (item) => storedRecord.parse(item));
    },
  };
}
