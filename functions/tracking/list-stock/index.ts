import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoPoolNames } from '../../../shared/tracking/inventory/dynamo-pool-names.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { composeStock } from '../inventory-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('list-stock', client),
  stock: composeStock(client),
  poolNames: dynamoPoolNames(client, readEnv('TABLE_CATALOG').TABLE_CATALOG),
});
