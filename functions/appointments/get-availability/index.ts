import { dynamoAvailability } from '../../../shared/appointments/dynamo-availability.ts';
import { dynamoOffers } from '../../../shared/catalog/dynamo-offers.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');

export const handler = handlerOf({
  ...apiDeps('appointments/get-availability', client),
  offers: dynamoOffers(client, TABLE_CATALOG),
  availability: dynamoAvailability(client, TABLE_CATALOG),
});
