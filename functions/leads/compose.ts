import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoDisputes } from '../../shared/disputes/dynamo-disputes.ts';
import { upheldAt } from '../../shared/disputes/upheld-at.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { dynamoDeliveries } from '../../shared/leads/delivery/dynamo-deliveries.ts';
import { dynamoContacts } from '../../shared/leads/dynamo-contacts.ts';
import { dynamoLeadCounts } from '../../shared/leads/dynamo-lead-counts.ts';
import { dynamoLeads } from '../../shared/leads/dynamo-leads.ts';
import { dynamoSuppressions } from '../../shared/leads/dynamo-suppressions.ts';
import { josePings } from '../../shared/leads/jose-pings.ts';
import type { JudgeQueue, LeadQueue, LeadStore } from '../../shared/leads/ports.ts';
import type { SubmitPorts } from '../../shared/leads/submit-lead.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { personLife } from '../../shared/platform/person-life.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { queueSender, sqsClient } from '../../shared/platform/sqs.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { joseLeaseTokens } from '../../shared/tracking/jose-lease-tokens.ts';

export function leadStore(client: DynamoDBDocumentClient): LeadStore {
  const table = readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES;
  return dynamoLeads(client, table, dynamoOutcomes(client, table));
}

/** Which rejected leads were bought after all: decided on a dispute, of which leads themselves know nothing. */
export const upheldLeads = (client: DynamoDBDocumentClient) =>
  upheldAt(dynamoDisputes(client, readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES));

export const deliveryStore = (client: DynamoDBDocumentClient) =>
  dynamoDeliveries(client, readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES);

export function contactStore(client: DynamoDBDocumentClient) {
  const env = readEnv('TABLE_OUTCOMES', 'SECRET_DATA_KEY_ARN', 'PERSON_DAYS');
  const cipher = aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock));
  return dynamoContacts(client, env.TABLE_OUTCOMES, cipher, personLife(env.PERSON_DAYS));
}

/** The secret under which people are compared, the same for callers, customers and leads. */
export function personSecretReader(): () => Promise<string> {
  const secret = secretReader(readEnv('SECRET_PERSON_HASH_ARN').SECRET_PERSON_HASH_ARN, systemClock);
  return async () => (await secret())[0];
}

export const pingTokens = () =>
  josePings(secretReader(readEnv('SECRET_LEASE_TOKEN_ARN').SECRET_LEASE_TOKEN_ARN, systemClock));

export function leadQueues(): { readonly queue: LeadQueue; readonly judge: JudgeQueue } {
  const env = readEnv('QUEUE_LEADS', 'QUEUE_OUTCOMES');
  const client = sqsClient();
  return { queue: queueSender(client, env.QUEUE_LEADS), judge: queueSender(client, env.QUEUE_OUTCOMES) };
}

/** Everything that takes a lead in, whichever way it came. */
export function submitPorts(client: DynamoDBDocumentClient): SubmitPorts {
  const env = readEnv(
    'TABLE_CATALOG',
    'TABLE_OUTCOMES',
    'TABLE_LEASES',
    'SECRET_LEASE_TOKEN_ARN',
    'PERSON_DAYS',
    'NETWORK_ZONE',
  );
  return {
    ...leadQueues(),
    catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
    leads: leadStore(client),
    contacts: contactStore(client),
    people: dynamoPersonHistory(client, env.TABLE_OUTCOMES, personLife(env.PERSON_DAYS)),
    suppressions: dynamoSuppressions(client, env.TABLE_OUTCOMES),
    counts: dynamoLeadCounts(client, env.TABLE_OUTCOMES, systemClock),
    tokens: joseLeaseTokens(secretReader(env.SECRET_LEASE_TOKEN_ARN, systemClock)),
    leases: dynamoLeases({ client, tableName: env.TABLE_LEASES, random: Math.random }),
    personSecret: personSecretReader(),
    clock: systemClock,
    zone: env.NETWORK_ZONE,
  };
}
