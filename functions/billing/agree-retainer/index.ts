import { dynamoOffers } from '../../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../../shared/catalog/dynamo-publishers.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { client, retainerStore } from '../compose.ts';
import { handlerOf } from './handler.ts';

const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');

export const handler = handlerOf({
  ...apiDeps('billing/agree-retainer', client),
  retainers: retainerStore(),
  publishers: dynamoPublishers(client, TABLE_CATALOG),
  offers: dynamoOffers(client, TABLE_CATALOG),
  clock: systemClock,
});
