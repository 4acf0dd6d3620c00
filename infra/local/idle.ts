import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AsyncInvoker } from './lambda/async-invoker.ts';
import type { FunctionPool } from './lambda/function-pool.ts';
import type { QueueResource } from './plan.ts';
import type { SqsSource } from './sources/sqs-source.ts';
import type { StreamSource } from './sources/stream-source.ts';

type QueueDepth = { readonly visible: number; readonly inFlight: number; readonly delayed: number };

export type IdleReport = {
  /** No message anywhere but in dead-letter queues, no stream behind, nothing running. */
  readonly idle: boolean;
  /** As `idle`, but messages that only wait for their time (a delay, a retry) do not count. */
  readonly settled: boolean;
  readonly queues: Readonly<Record<string, QueueDepth>>;
  readonly streams: Readonly<Record<string, { readonly lag: boolean }>>;
  readonly invocations: number;
};

export type IdleParts = {
  readonly sqs: SQSClient;
  readonly queues: readonly QueueResource[];
  /** Queues in which failures wait for a person. */
  readonly deadLetterArns: ReadonlySet<string>;
  readonly sqsSources: readonly SqsSource[];
  readonly streamSources: ReadonlyMap<string, StreamSource>;
  readonly pool: FunctionPool;
  readonly invoker: AsyncInvoker;
};

/**
 * Looks at every queue and stream as they are now. Something may move from one place to another while we look, so an
 * invocation that began meanwhile makes the answer "not idle".
 */
export async function readIdle(parts: IdleParts): Promise<IdleReport> {
  const { pool, invoker } = parts;
  const startedBefore = pool.startedCount;
  const running = (): number =>
    pool.runningCount + invoker.pendingCount + parts.sqsSources.reduce((sum, source) => sum + source.runningCount, 0);
  const runningBefore = running();
  const queues: Record<string, QueueDepth> = {};
  for (const queue of parts.queues) queues[queue.name] = await depthOf(queue, parts.sqs);
  const streams: Record<string, { lag: boolean }> = {};
  for (const [id, source] of parts.streamSources) streams[id] = { lag: await source.hasLag() };

  const working = parts.queues
    .filter((queue) => !parts.deadLetterArns.has(queue.arn))
    .map((queue) => queues[queue.name]);
  const quiet = pool.startedCount === startedBefore && runningBefore + running() === 0;
  const settled =
    quiet && Object.values(streams).every(({ lag }) => !lag) && working.every((depth) => (depth?.visible ?? 0) === 0);
  const idle = settled && working.every((depth) => (depth?.inFlight ?? 0) + (depth?.delayed ?? 0) === 0);
  return { idle, settled, queues, streams, invocations: running() };
}

async function depthOf(queue: QueueResource, sqs: SQSClient): Promise<QueueDepth> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queue.url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
  };
}
