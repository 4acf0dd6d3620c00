import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { composeReading } from '../compose-adjustments.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { QUEUE_ADJUSTMENTS } = readEnv('QUEUE_ADJUSTMENTS');

export const handler = handlerOf({
  ...apiDeps('ledger/upload-adjustments', client),
  ...composeReading(client),
  queue: queueSender(sqsClient(), QUEUE_ADJUSTMENTS),
});
