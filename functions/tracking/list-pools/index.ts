import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoPools } from '../../../shared/tracking/dynamo-pools.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { listPoolsHandler } from './handler.ts';

const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');
const client = documentClient();

export const handler = listPoolsHandler({
  ...apiDeps('list-pools', client),
  pools: dynamoPools(client, TABLE_CATALOG),
});
