import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { setupDeps } from '../setup-deps.ts';
import { createPoolHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG');
const client = documentClient();

export const handler = createPoolHandler({
  ...apiDeps('create-pool', client),
  ...setupDeps(client, env.TABLE_CATALOG),
});
