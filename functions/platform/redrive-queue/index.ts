import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readQueues } from '../../../shared/platform/env.ts';
import { sqsClient } from '../../../shared/platform/sqs.ts';
import { apiDeps } from '../api-deps.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({
  ...apiDeps('platform/redrive-queue', documentClient()),
  sqs: sqsClient(),
  queues: readQueues(),
});
