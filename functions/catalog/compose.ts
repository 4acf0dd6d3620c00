import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoDeals } from '../../shared/catalog/dynamo-deals.ts';
import { dynamoJoinRequests } from '../../shared/catalog/dynamo-join-requests.ts';
import { dynamoKeys } from '../../shared/catalog/dynamo-keys.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { dynamoSetters } from '../../shared/catalog/dynamo-setters.ts';
import { dynamoOwnNumbers, dynamoTargets } from '../../shared/catalog/dynamo-targets.ts';
import { dynamoUsers } from '../../shared/catalog/dynamo-users.ts';
import type * as ports from '../../shared/catalog/ports.ts';
import { type Clock, systemClock } from '../../shared/kernel/time.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { apiDeps } from '../platform/api-deps.ts';

/** Everything an operation of the catalog may ask for. */
export interface CatalogDeps {
  readonly advertisers: ports.AdvertiserStore;
  readonly publishers: ports.PublisherStore;
  readonly offers: ports.OfferStore;
  readonly deals: ports.DealStore;
  readonly targets: ports.TargetStore;
  readonly numbers: ports.OwnNumbers;
  readonly joinRequests: ports.JoinRequestStore;
  readonly setters: ports.SetterStore;
  readonly keys: ports.KeyStore;
  readonly users: ports.UserStore;
  readonly catalog: ports.CatalogReader;
  readonly clock: Clock;
}

export const catalogDeps = (client: DynamoDBDocumentClient, table: string, clock: Clock): CatalogDeps => ({
  advertisers: dynamoAdvertisers(client, table),
  publishers: dynamoPublishers(client, table),
  offers: dynamoOffers(client, table),
  deals: dynamoDeals(client, table),
  targets: dynamoTargets(client, table),
  numbers: dynamoOwnNumbers(client, table),
  joinRequests: dynamoJoinRequests(client, table),
  setters: dynamoSetters(client, table),
  keys: dynamoKeys(client, table),
  users: dynamoUsers(client, table),
  catalog: dynamoCatalog(client, table, clock),
  clock,
});

/** For an operation of the API. */
export function composeApi(service: string): ApiDeps & CatalogDeps {
  const client = documentClient();
  const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');
  return { ...apiDeps(service, client), ...catalogDeps(client, TABLE_CATALOG, systemClock) };
}
