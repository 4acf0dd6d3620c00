import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import { answerShares } from '../../shared/calls/answer-shares.ts';
import { dynamoCallerLists } from '../../shared/calls/dynamo-caller-lists.ts';
import { dynamoCalls } from '../../shared/calls/dynamo-calls.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import { dynamoTargetStates } from '../../shared/calls/dynamo-target-states.ts';
import { dynamoWatches, watchReader } from '../../shared/calls/live/dynamo-watches.ts';
import type { CallStore } from '../../shared/calls/ports.ts';
import { dynamoPlanReader } from '../../shared/calls/routing/plan/dynamo-plans.ts';
import type { TakeChoicePorts } from '../../shared/calls/take-choice.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoCreditReader } from '../../shared/catalog/dynamo-credit.ts';
import { dynamoMarketReader } from '../../shared/catalog/dynamo-markets.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { within } from '../../shared/platform/deadline.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { Log } from '../../shared/platform/log.ts';
import { personLife } from '../../shared/platform/person-life.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { dynamoLeases } from '../../shared/tracking/dynamo-leases.ts';
import { dynamoTrackingCatalog } from '../../shared/tracking/dynamo-tracking-catalog.ts';
import { biddingDesk } from './compose-bidding.ts';
import { callQueue, noteIn } from './compose-queue.ts';

/** Numbers, offers and deals, cached 30 s in each container. */
export function catalogPorts(client: DynamoDBDocumentClient) {
  const table = readEnv('TABLE_CATALOG').TABLE_CATALOG;
  return {
    numbers: dynamoTrackingCatalog(client, table, systemClock),
    catalog: dynamoCatalog(client, table, systemClock),
    markets: dynamoMarketReader(client, table, systemClock),
    credit: dynamoCreditReader(client, table, systemClock),
    plans: dynamoPlanReader(client, table, systemClock),
  };
}

/** The stores that answering and settling share. */
export function callStores(client: DynamoDBDocumentClient) {
  const env = readEnv('TABLE_CATALOG', 'TABLE_LEASES', 'TABLE_OUTCOMES', 'NETWORK_ZONE', 'PERSON_DAYS');
  const watches = watchReader(dynamoWatches(client, env.TABLE_CATALOG), systemClock, { within });
  return {
    leases: dynamoLeases({ client, tableName: env.TABLE_LEASES, random: Math.random }),
    people: dynamoPersonHistory(client, env.TABLE_OUTCOMES, personLife(env.PERSON_DAYS)),
    capacity: dynamoCapacity(client, env.TABLE_LEASES, env.NETWORK_ZONE),
    calls: dynamoCalls(client, env.TABLE_OUTCOMES, dynamoOutcomes(client, env.TABLE_OUTCOMES), watches),
  };
}

/** For those who only look at calls. */
export function callReader(client: DynamoDBDocumentClient): Pick<CallStore, 'find'> {
  const table = readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES;
  return dynamoCalls(client, table, dynamoOutcomes(client, table));
}

/** Who competes for a call: the catalog, who bids, and how often each answers. */
export function contestPorts(client: DynamoDBDocumentClient) {
  const catalog = catalogPorts(client);
  const bidding = biddingDesk(client);
  const env = readEnv('TABLE_LEASES', 'NETWORK_ZONE');
  const states = dynamoTargetStates(client, env.TABLE_LEASES, env.NETWORK_ZONE);
  const answers = answerShares({ catalog: catalog.catalog, bidding, states, clock: systemClock });
  return { ...catalog, bidding, answers };
}

export function answerPorts(log: Log): AnswerPorts & Pick<TakeChoicePorts, 'plans'> {
  const client = documentClient();
  const secret = secretReader(readEnv('SECRET_PERSON_HASH_ARN').SECRET_PERSON_HASH_ARN, systemClock);
  return {
    ...contestPorts(client),
    ...callStores(client),
    callers: dynamoCallerLists(client, readEnv('TABLE_CATALOG').TABLE_CATALOG, systemClock),
    hashPerson: async (number) => hashPerson((await secret())[0], number),
    queue: callQueue(),
    clock: systemClock,
    deadline: { within },
    note: noteIn(log),
  };
}
