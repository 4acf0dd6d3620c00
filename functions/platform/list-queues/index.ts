import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv, readQueues } from '../../../shared/platform/env.ts';
import { sqsClient } from '../../../shared/platform/sqs.ts';
import { apiDeps } from '../api-deps.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({
  ...apiDeps('platform/list-queues', documentClient()),
  sqs: sqsClient(),
  queues: readQueues(),
  streamFailuresUrl: readEnv('DEAD_STREAM_FAILURES').DEAD_STREAM_FAILURES,
});
