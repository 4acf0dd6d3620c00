import { randomUUID } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Puts messages of one shape on one queue. Resolves only when the queue has them: nothing answers 2xx for less. */
export interface Sender<M> {
  send(message: M, options?: { readonly delaySeconds?: number }): Promise<void>;
  sendAll(messages: readonly M[]): Promise<void>;
}

/** `useQueueUrlAsEndpoint: false` lets an endpoint from the environment win over the host inside the queue's URL. */
export const sqsClient = (): SQSClient => new SQSClient({ maxAttempts: 3, useQueueUrlAsEndpoint: false });

/** Amounts are whole JSON numbers outside. */
export const toBody = (message: unknown): string =>
  JSON.stringify(message, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));

/** SQS takes ten messages a request. */
const BATCH_SIZE = 10;

export function queueSender<M>(client: SQSClient, queueUrl: string): Sender<M> {
  return {
    async send(message, options = {}) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: toBody(message),
          DelaySeconds: options.delaySeconds,
        }),
      );
    },
    async sendAll(messages) {
      for (let start = 0; start < messages.length; start += BATCH_SIZE) {
        const entries = messages
          .slice(start, start + BATCH_SIZE)
          .map((message) => ({ Id: randomUUID(), MessageBody: toBody(message) }));
        const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
        const failed = answer.Failed?.[0];
        if (failed) throw new Error(`the queue refused a message: ${failed.Code ?? 'unknown'}`);
      }
    },
  };
}
