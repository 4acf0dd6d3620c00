import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAppointmentTrace } from '../../shared/appointments/dynamo-appointment-trace.ts';
import { dynamoAppointments } from '../../shared/appointments/dynamo-appointments.ts';
import { dynamoMeetings } from '../../shared/appointments/dynamo-meetings.ts';
import { dynamoCallTrace } from '../../shared/calls/dynamo-call-trace.ts';
import { dynamoCallerLists, dynamoCallerMarks } from '../../shared/calls/dynamo-caller-lists.ts';
import { dynamoCalls } from '../../shared/calls/dynamo-calls.ts';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { dynamoConnections } from '../../shared/crm/dynamo-connections.ts';
import { dynamoCrmTrace } from '../../shared/crm/dynamo-crm-trace.ts';
import { disputeTrace } from '../../shared/disputes/dispute-trace.ts';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import { OPENERS } from '../../shared/disputes/model.ts';
import { upheldAt } from '../../shared/disputes/upheld-at.ts';
import { type Clock, systemClock } from '../../shared/kernel/time.ts';
import { dynamoDeliveries } from '../../shared/leads/delivery/dynamo-deliveries.ts';
import { dynamoContacts } from '../../shared/leads/dynamo-contacts.ts';
import { dynamoLeadTrace } from '../../shared/leads/dynamo-lead-trace.ts';
import { dynamoLeads } from '../../shared/leads/dynamo-leads.ts';
import { dynamoFeedback } from '../../shared/outcomes/dynamo-feedback.ts';
import { dynamoFeedbackTrace } from '../../shared/outcomes/dynamo-feedback-trace.ts';
import { dynamoOutcomeErasure } from '../../shared/outcomes/dynamo-outcome-erasure.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { dynamoReplacementTrace } from '../../shared/outcomes/dynamo-replacement-trace.ts';
import { dynamoReplacements } from '../../shared/outcomes/dynamo-replacements.ts';
import type { Outcome } from '../../shared/outcomes/model.ts';
import type { PersonalTrace } from '../../shared/outcomes/personal-trace.ts';
import { dynamoPeopleLists } from '../../shared/people/dynamo-people-lists.ts';
import type { ErasePorts, PeoplePorts } from '../../shared/people/ports.ts';
import { aesCipher, type Cipher } from '../../shared/platform/cipher.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { dynamoPools } from '../../shared/tracking/dynamo-pools.ts';
import { dynamoVisitTraces } from '../../shared/tracking/dynamo-visit-traces.ts';
import { dynamoToldTraces, type ToldTraces } from '../../shared/webhooks/dynamo-told-traces.ts';
import { dynamoWebhooks } from '../../shared/webhooks/dynamo-webhooks.ts';
import { NETWORK, type Owner } from '../../shared/webhooks/model.ts';

export interface PeopleTables {
  readonly catalog: string;
  readonly outcomes: string;
  readonly leases: string;
  readonly webhooks: string;
}

/** Webhooks know owners and objects, no outcomes. */
function toldTrace(told: ToldTraces): PersonalTrace {
  const ownersOf = ({ advertiserId, terms: { publisherId } }: Outcome): readonly Owner[] => [
    { kind: 'advertiser', id: advertiserId },
    { kind: 'publisher', id: publisherId },
    NETWORK,
  ];
  return {
    name: 'told',
    async show(outcome) {
      const events = await told.of(ownersOf(outcome), outcome.outcomeId);
      return events.length === 0 ? undefined : { events };
    },
    async erase(outcome) {
      await told.strip(ownersOf(outcome), outcome.outcomeId);
      return {};
    },
  };
}

function tracesOf(client: DynamoDBDocumentClient, tables: PeopleTables, cipher: Cipher): readonly PersonalTrace[] {
  const table = tables.outcomes;
  const outcomes = dynamoOutcomes(client, table);
  const connections = dynamoConnections(client, tables.catalog, cipher);
  return [
    dynamoLeadTrace(client, table, {
      leads: dynamoLeads(client, table, outcomes),
      contacts: dynamoContacts(client, table, cipher),
      deliveries: dynamoDeliveries(client, table),
    }),
    dynamoCallTrace(client, table, dynamoCalls(client, table, outcomes)),
    dynamoAppointmentTrace(client, table, {
      appointments: dynamoAppointments(client, table, cipher),
      meetings: dynamoMeetings(client, table, cipher),
    }),
    ...OPENERS.map((openedBy) => disputeTrace(dynamoDisputes(client, table), openedBy)),
    dynamoReplacementTrace(client, table, dynamoReplacements(client, table, systemClock)),
    dynamoFeedbackTrace(client, table, dynamoFeedback(client, table)),
    dynamoCrmTrace(client, table, connections),
    toldTrace(dynamoToldTraces(client, tables.webhooks, dynamoWebhooks(client, tables.webhooks))),
  ];
}

/** Everything that keeps something of people; a context that begins to has its place here. */
export function composePeople(
  client: DynamoDBDocumentClient,
  tables: PeopleTables,
  {
    cipher,
    clock,
    personSecret,
  }: { readonly cipher: Cipher; readonly clock: Clock; readonly personSecret: () => Promise<string> },
): ErasePorts {
  return {
    people: dynamoPersonHistory(client, tables.outcomes),
    outcomes: dynamoOutcomes(client, tables.outcomes),
    traces: tracesOf(client, tables, cipher),
    visits: dynamoVisitTraces(client, tables.leases, dynamoPools(client, tables.catalog)),
    lists: dynamoPeopleLists(client, tables.outcomes, {
      advertisers: dynamoAdvertisers(client, tables.catalog),
      publishers: dynamoPublishers(client, tables.catalog),
      callers: dynamoCallerLists(client, tables.catalog, clock),
      marks: dynamoCallerMarks(client, tables.catalog),
    }),
    erasure: dynamoOutcomeErasure(client, tables.outcomes),
    upheldAtMs: upheldAt(dynamoDisputes(client, tables.outcomes)),
    terms: catalogTerms(dynamoCatalog(client, tables.catalog, clock)),
    personSecret,
    clock,
  };
}

export const dataCipher = (): Cipher =>
  aesCipher(secretReader(readEnv('SECRET_DATA_KEY_ARN').SECRET_DATA_KEY_ARN, systemClock));

export function erasePorts(client: DynamoDBDocumentClient, cipher: Cipher): ErasePorts {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'TABLE_LEASES', 'TABLE_WEBHOOKS', 'SECRET_PERSON_HASH_ARN');
  const { TABLE_CATALOG: catalog, TABLE_OUTCOMES: outcomes, TABLE_LEASES: leases, TABLE_WEBHOOKS: webhooks } = env;
  const secret = secretReader(env.SECRET_PERSON_HASH_ARN, systemClock);
  const personSecret = async () => (await secret())[0];
  return composePeople(client, { catalog, outcomes, leases, webhooks }, { cipher, clock: systemClock, personSecret });
}

export const peoplePorts = (client: DynamoDBDocumentClient, cipher: Cipher): PeoplePorts => erasePorts(client, cipher);
