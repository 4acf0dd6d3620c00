import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { setupDeps } from '../setup-deps.ts';
import { createNumberHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG');
const client = documentClient();

export const handler = createNumberHandler({
  ...apiDeps('create-number', client),
  ...setupDeps(client, env.TABLE_CATALOG),
  catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
});
