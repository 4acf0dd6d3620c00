import { dynamoRates } from '../../../shared/catalog/dynamo-rates.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');

export const handler = handlerOf({
  ...apiDeps('catalog/set-exchange-rate', client),
  rates: dynamoRates(client, TABLE_CATALOG),
  clock: systemClock,
});
