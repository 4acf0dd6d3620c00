import type { SQSClient } from '@aws-sdk/client-sqs';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { listQueues } from '../../../shared/platform/queue/contract.ts';
import type { QueueName, QueueUrls } from '../../../shared/platform/queue/queue-names.ts';
import { depthOf, standingOf } from '../../../shared/platform/queue/sqs-queue-desk.ts';

export interface ListQueuesDeps {
  readonly sqs: SQSClient;
  readonly queues: ReadonlyMap<QueueName, QueueUrls>;
  readonly streamFailuresUrl: string;
}

export const handlerOf = (deps: ApiDeps & ListQueuesDeps): HttpHandler =>
  apiHandler(listQueues, deps, async () => {
    const { sqs, queues, streamFailuresUrl } = deps;
    const [items, failures] = await Promise.all([
      Promise.all([...queues].map(([name, urls]) => standingOf(sqs, name, urls))),
      depthOf(sqs, streamFailuresUrl),
    ]);
    return { items, streamFailures: failures.waiting + failures.running };
  });
