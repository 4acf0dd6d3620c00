import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { outcomeKey } from '../outcomes/keys.ts';
import { outcomeOf } from '../outcomes/outcome-item.ts';
import type { OutcomeStore } from '../outcomes/ports.ts';
import { leadAttributes, leadItem, recordOf } from './lead-item.ts';
import type { StoredLead } from './model.ts';
import type { LeadStore } from './ports.ts';

/** Leads inside their outcomes' items: intake is one write there, facts included. */
export function dynamoLeads(client: DynamoDBDocumentClient, tableName: string, outcomes: OutcomeStore): LeadStore {
  async function find(leadId: string): Promise<StoredLead | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: outcomeKey(leadId), ConsistentRead: true }),
    );
    if (Item?.model !== 'lead') return undefined;
    return { outcome: outcomeOf(Item), record: recordOf(leadAttributes.parse(Item)) };
  }

  return {
    find,
    async open(outcome, record, facts) {
      const opened = await outcomes.open(outcome, leadItem(record), facts);
      const isOurs = opened.openedAtMs === outcome.openedAtMs;
      return (isOurs ? undefined : await find(outcome.outcomeId)) ?? { outcome: opened, record };
    },
  };
}
