import { dynamoPublishers } from '../../../shared/catalog/dynamo-publishers.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoPools } from '../../../shared/tracking/dynamo-pools.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { getTagHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'PUBLIC_URL');
const client = documentClient();

export const handler = getTagHandler({
  ...apiDeps('get-tag', client),
  publishers: dynamoPublishers(client, env.TABLE_CATALOG),
  pools: dynamoPools(client, env.TABLE_CATALOG),
  publicUrl: env.PUBLIC_URL,
});
