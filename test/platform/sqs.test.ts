import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { queueSender } from '../../shared/platform/sqs.ts';

const URL = 'https://sqs.us-east-1.amazonaws.com/123456789012/outcomes';
const sqs = mockClient(SQSClient);

beforeEach(() => sqs.reset());

const sender = () => queueSender<{ n: number }>(new SQSClient({ region: 'us-east-1' }), URL);
const messages = (count: number) => Array.from({ length: count }, (_, n) => ({ n }));

describe('a sender', () => {
  it('sends one message with its delay', async () => {
    sqs.on(SendMessageCommand).resolves({});
    await sender().send({ n: 7 }, { delaySeconds: 60 });
    expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl: URL,
      MessageBody: '{"n":7}',
      DelaySeconds: 60,
    });
  });

  it('sends many in batches of ten, each message once', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
    await sender().sendAll(messages(23));
    const batches = sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input.Entries ?? []);
    expect(batches.map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(batches.flat().map((entry) => entry.MessageBody)).toEqual(messages(23).map((each) => JSON.stringify(each)));
    expect(new Set(batches.flat().map((entry) => entry.Id)).size).toBe(23);
  });

  it('fails when the queue took only a part: nobody may believe that it has all', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolves({ Successful: [], Failed: [{ Id: 'x', SenderFault: false, Code: 'ServiceUnavailable' }] });
    await expect(sender().sendAll(messages(2))).rejects.toThrow('ServiceUnavailable');
  });
});
