import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import type { CallMessage } from '../../shared/calls/contract.ts';
import { dynamoCalls } from '../../shared/calls/dynamo-calls.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import type { Voice } from '../../shared/calls/instruct-carrier.ts';
import { twilioCarrier } from '../../shared/calls/twilio-carrier.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { createCount } from '../../shared/platform/count.ts';
import { within } from '../../shared/platform/deadline.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createLog, type Log } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { queueSender, type Sender, sqsClient } from '../../shared/platform/sqs.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { dynamoTrackingCatalog } from '../../shared/tracking/dynamo-tracking-catalog.ts';
import type { CarrierDeps } from './carrier-handler.ts';

/** What every webhook of Twilio's needs. */
export function twilioDeps(service: string): CarrierDeps {
  const env = readEnv('PUBLIC_URL', 'SECRET_TWILIO_ARN');
  return {
    log: createLog(service),
    count: createCount(),
    carrier: twilioCarrier,
    secrets: secretReader(env.SECRET_TWILIO_ARN, systemClock),
    publicUrl: env.PUBLIC_URL,
  };
}

export const noteIn =
  (log: Log): AnswerPorts['note'] =>
  (what, details) =>
    log.warn(what, details);

export const callQueue = (): Sender<CallMessage> =>
  queueSender(sqsClient(), readEnv('QUEUE_CALL_EVENTS').QUEUE_CALL_EVENTS);

export function voice(): Voice {
  const env = readEnv('PUBLIC_URL', 'RECORD_CALLS');
  return { publicUrl: env.PUBLIC_URL, record: env.RECORD_CALLS };
}

/** Numbers, offers and deals, cached 30 s in each container. */
export function catalogPorts(client: DynamoDBDocumentClient) {
  const table = readEnv('TABLE_CATALOG').TABLE_CATALOG;
  return {
    numbers: dynamoTrackingCatalog(client, table, systemClock),
    catalog: dynamoCatalog(client, table, systemClock),
  };
}

/** The stores that answering and settling share. */
export function callStores(client: DynamoDBDocumentClient) {
  const env = readEnv('TABLE_LEASES', 'TABLE_OUTCOMES', 'NETWORK_ZONE');
  return {
    leases: dynamoLeases({ client, tableName: env.TABLE_LEASES, random: Math.random }),
    people: dynamoPersonHistory(client, env.TABLE_OUTCOMES),
    capacity: dynamoCapacity(client, env.TABLE_LEASES, env.NETWORK_ZONE),
    calls: dynamoCalls(client, env.TABLE_OUTCOMES, dynamoOutcomes(client, env.TABLE_OUTCOMES)),
  };
}

export function answerPorts(log: Log): AnswerPorts {
  const client = documentClient();
  const secret = secretReader(readEnv('SECRET_PERSON_HASH_ARN').SECRET_PERSON_HASH_ARN, systemClock);
  return {
    ...catalogPorts(client),
    ...callStores(client),
    hashPerson: async (number) => hashPerson((await secret())[0], number),
    queue: callQueue(),
    clock: systemClock,
    deadline: { within },
    note: noteIn(log),
  };
}
