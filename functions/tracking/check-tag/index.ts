import { dynamoPublishers } from '../../../shared/catalog/dynamo-publishers.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { httpOutbound } from '../../../shared/platform/http/outbound.ts';
import { outboundPolicy } from '../../../shared/platform/http/outbound-url.ts';
import { dynamoPools } from '../../../shared/tracking/dynamo-pools.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'PUBLIC_URL', 'STAGE');
const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('check-tag', client),
  publishers: dynamoPublishers(client, env.TABLE_CATALOG),
  pools: dynamoPools(client, env.TABLE_CATALOG),
  publicUrl: env.PUBLIC_URL,
  fetchPage: httpOutbound(outboundPolicy(env.STAGE)),
});
