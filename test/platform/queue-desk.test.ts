import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { handlerOf as listQueues } from '../../functions/platform/list-queues/handler.ts';
import { handlerOf as redriveQueue } from '../../functions/platform/redrive-queue/handler.ts';
import type { QueueName, QueueUrls } from '../../shared/platform/queue/queue-names.ts';
import { api } from '../outcomes/api-world.ts';
import { callApi } from '../support/api-event.ts';

const sqs = new SQSClient({
  endpoint: inject('sqsEndpoint'),
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  useQueueUrlAsEndpoint: false,
});

async function createQueue(): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `desk-${crypto.randomUUID()}` }));
  return QueueUrl;
}

let outcomes: QueueUrls;
let streamFailuresUrl: string;
beforeEach(async () => {
  outcomes = { url: await createQueue(), deadUrl: await createQueue() };
  streamFailuresUrl = await createQueue();
});

const deps = () => ({
  ...api,
  sqs,
  queues: new Map<QueueName, QueueUrls>([['outcomes', outcomes]]),
  streamFailuresUrl,
});
const list = () => callApi(listQueues(deps()), { key: 'operator' });
const redrive = (body: object, name = 'outcomes') =>
  callApi(redriveQueue(deps()), { method: 'POST', key: 'operator', params: { name }, body });

async function bury(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: outcomes.deadUrl,
        MessageBody: JSON.stringify({ index }),
        MessageAttributes: { kind: { DataType: 'String', StringValue: `k${index}` } },
      }),
    );
  }
}

async function letters(): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: outcomes.url, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body, MessageAttributes }) => `${Body} ${MessageAttributes?.kind?.StringValue}`));
  }
}

describe('the queues', () => {
  it('show what waits and what is dead', async () => {
    await bury(3);
    await sqs.send(new SendMessageCommand({ QueueUrl: outcomes.url, MessageBody: '{}' }));
    await sqs.send(new SendMessageCommand({ QueueUrl: outcomes.url, MessageBody: '{}', DelaySeconds: 60 }));
    await sqs.send(new SendMessageCommand({ QueueUrl: streamFailuresUrl, MessageBody: '{}' }));
    const { json } = await list();
    expect(json).toEqual({
      items: [{ name: 'outcomes', waiting: 1, running: 0, delayed: 1, deadLetters: 3 }],
      streamFailures: 1,
    });
  });

  it('get their dead letters back whole, at most so many at once, and none is lost', async () => {
    await bury(13);
    expect((await redrive({ max: 4 })).json).toEqual({ moved: 4, left: 9 });
    expect((await redrive({})).json).toEqual({ moved: 9, left: 0 });
    expect((await redrive({})).json).toEqual({ moved: 0, left: 0 });
    expect((await letters()).sort()).toEqual(
      Array.from({ length: 13 }, (_, index) => `${JSON.stringify({ index })} k${index}`).sort(),
    );
  });

  it.each([
    [{ max: 0 }, 'outcomes', 'body.max'],
    [{ max: 501 }, 'outcomes', 'body.max'],
    [{}, 'secrets', 'path.name'],
  ])('refuse %j for %s, naming %s', async (body, name, field) => {
    const answer = await redrive(body, name);
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ field }] } });
  });
});
