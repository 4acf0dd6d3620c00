import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Outcome } from '../outcomes/model.ts';
import type { PersonalTrace } from '../outcomes/personal-trace.ts';
import { storedRecord } from './dynamo-records.ts';
import { recordKey } from './keys.ts';
import type { Connection } from './model.ts';
import type { ConnectionStore } from './ports.ts';

/** The record that an advertiser's CRM has of a person. What is there the advertiser has to delete; a CRM's own words go here. */
export function dynamoCrmTrace(
  client: DynamoDBDocumentClient,
  tableName: string,
  connections: Pick<ConnectionStore, 'ofAdvertiser'>,
): PersonalTrace {
  async function recordsOf({ advertiserId, outcomeId }: Outcome) {
    const found = await Promise.all(
      (await connections.ofAdvertiser(advertiserId)).map(async (connection: Connection) => {
        const Key = recordKey(connection.connectionId, outcomeId);
        const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
        return Item ? [{ kind: connection.kind, ...storedRecord.parse(Item) }] : [];
      }),
    );
    return found.flat();
  }

  return {
    name: 'crm',
    async show(outcome) {
      const records = await recordsOf(outcome);
      return records.length === 0 ? undefined : { records };
    },
    async erase(outcome) {
      const records = await recordsOf(outcome);
      for (const { connectionId, outcomeId, report } of records) {
        const UpdateExpression = report ? 'REMOVE why, report.why' : 'REMOVE why';
        const Key = recordKey(connectionId, outcomeId);
        await client.send(new UpdateCommand({ TableName: tableName, Key, UpdateExpression }));
      }
      const pushed = records.flatMap(({ kind, recordId }) => (recordId === undefined ? [] : [{ kind, recordId }]));
      return { elsewhere: pushed.map(({ kind, recordId }) => ({ what: 'crm-record', where: kind, id: recordId })) };
    },
  };
}
