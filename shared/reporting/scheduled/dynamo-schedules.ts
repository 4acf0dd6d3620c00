import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isConditionFailure } from '../../platform/dynamo.ts';
import { transact } from '../../platform/transact.ts';
import { DIMENSIONS } from '../model.ts';
import { MAX_SCHEDULES_PER_OWNER, type ReportSchedule, type ScheduleOwner } from './model.ts';
import type { ScheduleStore } from './ports.ts';

const text = z.string().optional();

const stored = z.object({
  scheduleId: z.string(),
  owner: z.object({ kind: z.enum(['advertiser', 'publisher', 'network']), id: z.string() }),
  name: z.string(),
  every: z.enum(['day', 'week']),
  zone: z.string(),
  hour: z.int().min(0).max(23),
  groupBy: z.array(z.enum(DIMENSIONS)),
  filter: z.object({
    ...{ publisherId: text, advertiserId: text, offerId: text, setterId: text, model: text, source: text },
    ...{ campaign: text, medium: text, term: text, content: text, region: text, targetId: text },
  }),
  recipients: z.array(z.string()).default([]),
  createdAtMs: z.int(),
  sentFrom: z.string(),
  mailed: z.object({ from: z.string(), to: z.array(z.string()) }).optional(),
});

type Item = Record<string, unknown>;

const parse = (item: Item): ReportSchedule => stored.parse(item);

/** In the index, all of them stand together. */
const ALL = 'REPORT-SCHEDULES';

const keyOf = ({ kind, id }: ScheduleOwner, scheduleId: string) => ({ pk: `${ALL}#${kind}#${id}`, sk: scheduleId });

/** The ids of an owner's schedules, apart from them: however many are made at once, there are no more than it has room for. */
const idsKeyOf = ({ kind, id }: ScheduleOwner) => ({ pk: `REPORT-SCHEDULE-IDS#${kind}#${id}`, sk: 'IDS' });

const WHAT = 'schedules';

/** In table `catalog`: `REPORT-SCHEDULES#<kind>#<owner>` / `<scheduleId>`, and `REPORT-SCHEDULE-IDS#<kind>#<owner>` / `IDS`. */
export function dynamoSchedules(client: DynamoDBDocumentClient, tableName: string): ScheduleStore {
  /** False when the condition does not hold. */
  async function change({ owner, scheduleId }: ReportSchedule, update: string, condition: string, values: Item) {
    const command = new UpdateCommand({
      ...{ TableName: tableName, Key: keyOf(owner, scheduleId), ExpressionAttributeValues: values },
      ...{ UpdateExpression: update, ConditionExpression: condition },
    });
    try {
      await client.send(command);
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    create(schedule) {
      const { owner, scheduleId } = schedule;
      const index = { ownerKey: ALL, ownerSort: scheduleId };
      const writes = [
        {
          Update: {
            ...{ TableName: tableName, Key: idsKeyOf(owner), UpdateExpression: 'ADD ids :one' },
            ConditionExpression: 'attribute_not_exists(ids) OR size(ids) < :max OR contains(ids, :id)',
            ExpressionAttributeValues: {
              ':one': new Set([scheduleId]),
              ':id': scheduleId,
              ':max': MAX_SCHEDULES_PER_OWNER,
            },
          },
        },
        { Put: { TableName: tableName, Item: { ...keyOf(owner, scheduleId), ...index, ...schedule } } },
      ];
      return transact(client, writes, WHAT);
    },
    async ofOwner(owner) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keyOf(owner, '').pk },
          Limit: MAX_SCHEDULES_PER_OWNER,
          ConsistentRead: true,
        }),
      );
      return Items.map(parse).sort((a, b) => a.createdAtMs - b.createdAtMs);
    },
    async get(owner, scheduleId) {
      const Key = keyOf(owner, scheduleId);
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && parse(Item);
    },
    remove(owner, scheduleId) {
      const writes = [
        {
          Update: {
            ...{ TableName: tableName, Key: idsKeyOf(owner), UpdateExpression: 'DELETE ids :one' },
            ExpressionAttributeValues: { ':one': new Set([scheduleId]) },
          },
        },
        {
          Delete: {
            ...{ TableName: tableName, Key: keyOf(owner, scheduleId) },
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
      ];
      return transact(client, writes, WHAT);
    },
    async *all() {
      let start: Item | undefined;
      do {
        const answer: { Items?: Item[]; LastEvaluatedKey?: Item } = await client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: 'byOwner',
            KeyConditionExpression: 'ownerKey = :all',
            ExpressionAttributeValues: { ':all': ALL },
            ExclusiveStartKey: start,
          }),
        );
        yield (answer.Items ?? []).map(parse);
        start = answer.LastEvaluatedKey;
      } while (start);
    },
    async noteSent(schedule, from) {
      await change(schedule, 'SET sentFrom = :from REMOVE mailed', 'attribute_exists(pk)', { ':from': from });
    },
    async noteMailed(schedule, mailed) {
      await change(schedule, 'SET mailed = :mailed', 'attribute_exists(pk)', { ':mailed': mailed });
    },
    leave(schedule, recipient) {
      const left = schedule.recipients.filter((each) => each !== recipient);
      const values = { ':left': left, ':seen': schedule.recipients };
      return change(schedule, 'SET recipients = :left', 'recipients = :seen', values);
    },
  };
}
