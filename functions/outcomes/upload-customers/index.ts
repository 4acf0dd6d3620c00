import { dynamoAdvertisers } from '../../../shared/catalog/dynamo-advertisers.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoCustomers } from '../../../shared/outcomes/dynamo-customers.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_OUTCOMES', 'TABLE_CATALOG', 'SECRET_PERSON_HASH_ARN');
const secret = secretReader(env.SECRET_PERSON_HASH_ARN, systemClock);

export const handler = handlerOf({
  ...apiDeps('outcomes/upload-customers', client),
  customers: dynamoCustomers(client, env.TABLE_OUTCOMES),
  advertisers: dynamoAdvertisers(client, env.TABLE_CATALOG),
  personSecret: async () => (await secret())[0],
});
