import { dynamoPublisherDirectory } from '../../../shared/payouts/dynamo-publisher-directory.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeWorker } from '../compose.ts';
import { openPayoutRunHandler } from './handler.ts';

const deps = composeWorker('open-payout-run');
const env = readEnv('TABLE_CATALOG');

export const handler = openPayoutRunHandler({
  ...deps,
  directory: dynamoPublisherDirectory(deps.client, env.TABLE_CATALOG),
});
