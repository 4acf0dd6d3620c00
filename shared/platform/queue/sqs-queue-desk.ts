import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueName, QueueUrls } from './queue-names.ts';

export interface Depth {
  readonly waiting: number;
  readonly running: number;
  readonly delayed: number;
}

/** SQS takes and gives ten messages a request. */
const BATCH_SIZE = 10;

/** While a letter is moved nobody else sees it; a redrive that dies leaves it to the next one. */
const MOVE_SECONDS = 60;

/** How many messages a queue has, as near as SQS counts them. */
export async function depthOf(client: SQSClient, url: string): Promise<Depth> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    running: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
  };
}

/** A queue and its dead letters. */
export async function standingOf(client: SQSClient, name: QueueName, { url, deadUrl }: QueueUrls) {
  const [depth, dead] = await Promise.all([depthOf(client, url), depthOf(client, deadUrl)]);
  return { name, ...depth, deadLetters: dead.waiting + dead.running };
}

/** Puts these back; answers those that the queue has taken. */
async function putBack(client: SQSClient, url: string, letters: readonly Message[]): Promise<readonly Message[]> {
  const answer = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: letters.map(({ Body, MessageAttributes }, index) => ({
        Id: String(index),
        MessageBody: Body,
        MessageAttributes,
      })),
    }),
  );
  return (answer.Successful ?? []).flatMap(({ Id }) => letters[Number(Id)] ?? []);
}

/**
 * Sends dead letters through their queue again: first put back, then deleted, so that whatever stops in between costs a
 * repetition, which every consumer stands, and never a message. Our own loop and not `StartMessageMoveTask`: that one runs on
 * after the answer, and a person wants to hear what was moved.
 */
export async function redrive(client: SQSClient, { url, deadUrl }: QueueUrls, max: number): Promise<number> {
  let moved = 0;
  while (moved < max) {
    const { Messages: letters = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: deadUrl,
        MaxNumberOfMessages: Math.min(BATCH_SIZE, max - moved),
        VisibilityTimeout: MOVE_SECONDS,
        MessageAttributeNames: ['All'],
      }),
    );
    if (letters.length === 0) break;
    const taken = await putBack(client, url, letters);
    if (taken.length > 0) {
      await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: deadUrl,
          Entries: taken.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
    }
    moved += taken.length;
    if (taken.length < letters.length) break;
  }
  return moved;
}
