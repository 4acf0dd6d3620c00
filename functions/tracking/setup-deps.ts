import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDeals } from '../../shared/catalog/dynamo-deals.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import type { SetupPorts } from '../../shared/tracking/create-pool.ts';
import { dynamoNumbers } from '../../shared/tracking/dynamo-numbers.ts';
import { dynamoPools } from '../../shared/tracking/dynamo-pools.ts';

/** What setting up pools and numbers needs. */
export const setupDeps = (client: DynamoDBDocumentClient, catalog: string): SetupPorts => ({
  publishers: dynamoPublishers(client, catalog),
  offers: dynamoOffers(client, catalog),
  deals: dynamoDeals(client, catalog),
  pools: dynamoPools(client, catalog),
  numbers: dynamoNumbers(client, catalog),
  clock: systemClock,
});
