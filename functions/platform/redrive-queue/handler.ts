import type { SQSClient } from '@aws-sdk/client-sqs';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { redriveQueue } from '../../../shared/platform/queue/contract.ts';
import type { QueueName, QueueUrls } from '../../../shared/platform/queue/queue-names.ts';
import { depthOf, redrive } from '../../../shared/platform/queue/sqs-queue-desk.ts';

export interface RedriveQueueDeps {
  readonly sqs: SQSClient;
  readonly queues: ReadonlyMap<QueueName, QueueUrls>;
}

export const handlerOf = (deps: ApiDeps & RedriveQueueDeps): HttpHandler =>
  apiHandler(redriveQueue, deps, async ({ params: { name }, body: { max } }) => {
    const urls = deps.queues.get(name);
    if (!urls) throw notFound(`the queue ${name}`);
    const moved = await redrive(deps.sqs, urls, max);
    const left = await depthOf(deps.sqs, urls.deadUrl);
    return { moved, left: left.waiting + left.running };
  });
