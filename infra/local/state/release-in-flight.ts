import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { QueueResource } from '../plan.ts';

const inspectionSchema = z.object({
  messages: z.object({ inflight: z.array(z.object({ receiptHandle: z.string() })) }),
});

/**
 * Makes messages visible that an earlier run took and never finished. On AWS their visibility timeout would have to pass; here
 * we know that nobody is working on them any more, so a restart goes on at once.
 */
export async function releaseInFlight(
  queues: readonly QueueResource[],
  endpoint: string,
  sqs: SQSClient,
): Promise<void> {
  for (const queue of queues) {
    const answer = await fetch(`${endpoint}/_fauxqs/queues/${encodeURIComponent(queue.name)}`);
    const { messages } = inspectionSchema.parse(await answer.json());
    for (const { receiptHandle } of messages.inflight) {
      const command = { QueueUrl: queue.url, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 };
      await sqs.send(new ChangeMessageVisibilityCommand(command));
    }
  }
}
