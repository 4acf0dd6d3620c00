import { dynamoPublisherDirectory } from '../../../shared/payouts/dynamo-publisher-directory.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeApi } from '../compose.ts';
import { requestPayoutRunHandler } from './handler.ts';

const deps = composeApi('request-payout-run');
const env = readEnv('TABLE_CATALOG');

export const handler = requestPayoutRunHandler({
  ...deps,
  directory: dynamoPublisherDirectory(deps.client, env.TABLE_CATALOG),
});
