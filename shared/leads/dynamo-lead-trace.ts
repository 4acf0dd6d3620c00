import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PersonalTrace } from '../outcomes/personal-trace.ts';
import type { Deliveries } from './delivery/ports.ts';
import { contactKey } from './keys.ts';
import type { ContactStore, LeadStore } from './ports.ts';

export interface LeadTraceStores {
  readonly leads: Pick<LeadStore, 'find'>;
  readonly contacts: Pick<ContactStore, 'open'>;
  readonly deliveries: Pick<Deliveries, 'get'>;
}

/** Who a lead is, and what was agreed to; a mark stays in the contact's place, so that a late repeat of the intake can't put it back. */
export function dynamoLeadTrace(
  client: DynamoDBDocumentClient,
  tableName: string,
  { leads, contacts, deliveries }: LeadTraceStores,
): PersonalTrace {
  return {
    name: 'lead',
    async show({ model, outcomeId }) {
      const lead = model === 'lead' ? await leads.find(outcomeId) : undefined;
      if (!lead) return undefined;
      const [contact, delivery] = await Promise.all([contacts.open(outcomeId), deliveries.get(outcomeId)]);
      return {
        channel: lead.record.channel,
        fields: contact?.values,
        consent: contact?.consent,
        delivery: delivery && {
          state: delivery.state,
          deliveredAtMs: delivery.deliveredAtMs,
          firstTouchAtMs: delivery.firstTouchAtMs,
          reference: delivery.reference,
        },
      };
    },
    async erase({ model, outcomeId }, atMs) {
      if (model !== 'lead') return {};
      await client.send(new PutCommand({ TableName: tableName, Item: { ...contactKey(outcomeId), gone: atMs } }));
      return {};
    },
  };
}
