import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoPoolNumbers } from '../../../shared/tracking/dynamo-numbers.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { setupDeps } from '../setup-deps.ts';
import { addPoolNumbersHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'TABLE_LEASES');
const client = documentClient();

export const handler = addPoolNumbersHandler({
  ...apiDeps('add-pool-numbers', client),
  ...setupDeps(client, env.TABLE_CATALOG),
  poolNumbers: dynamoPoolNumbers(client, { catalog: env.TABLE_CATALOG, leases: env.TABLE_LEASES }),
});
