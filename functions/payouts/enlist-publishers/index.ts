import type { DrawRequest } from '../../../shared/payouts/contract.ts';
import { dynamoPublisherDirectory } from '../../../shared/payouts/dynamo-publisher-directory.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { composeWorker } from '../compose.ts';
import { enlistPublishersHandler } from './handler.ts';

const deps = composeWorker('enlist-publishers');
const env = readEnv('TABLE_CATALOG', 'QUEUE_PAYOUT_LINES');

export const handler = enlistPublishersHandler({
  ...deps,
  directory: dynamoPublisherDirectory(deps.client, env.TABLE_CATALOG),
  outbox: queueSender<DrawRequest>(sqsClient(), env.QUEUE_PAYOUT_LINES),
});
