import { request } from 'node:http';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type LocalApp, startLocal } from '../../../infra/local/start-local.ts';
import { CREDENTIALS, marksOf, synthesizeInto, temporaryFolder } from './fixture.ts';
import { sampleApp } from './sample-app.ts';

/** The queue's visibility timeout and a little: the engine's clock moves with the app's. */
const VISIBILITY_MS = 31_000;
const WEEK_MS = 7 * 86_400_000;
const PATIENCE = { timeout: 50_000, interval: 20 };
const folder = temporaryFolder();
let app: LocalApp;
let sqs: SQSClient;
let mark: ReturnType<typeof marksOf>;
const terminal: string[] = [];

beforeAll(async () => {
  process.env.CALLBOURSE_TEST_ONLY_HERE = 'of the parent process';
  const assemblyDir = synthesizeInto(folder.path, sampleApp);
  app = await startLocal({
    assemblyDir,
    stateDir: `${folder.path}/state`,
    port: 0,
    log: (line) => terminal.push(line),
  });
  sqs = new SQSClient({ ...CREDENTIALS, endpoint: app.endpoints.sqs });
  mark = marksOf(app.endpoints.dynamodb, 'marks');
});
afterAll(async () => {
  await app?.stop();
  folder.remove();
});

const queueUrl = (name: string): string => app.plan.queues.find((queue) => queue.name === name)?.url ?? '';
const send = (body: object): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('jobs'), MessageBody: JSON.stringify(body) }));
const getJson = async (path: string, init?: RequestInit) => {
  const response = await fetch(app.url + path, init);
  return {
    status: response.status,
    response,
    body: (await response.json()) as Record<string, unknown>,
  };
};

test('a route hands its function the request in payload format 2.0', async () => {
  const { status, body, response } = await getJson('/things/a%20b?x=1&x=2', {
    headers: { cookie: 'c=3', 'x-one': 'yes' },
  });
  expect(status).toBe(200);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(body.event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /things/{thingId}',
    rawPath: '/things/a%20b',
    rawQueryString: 'x=1&x=2',
    cookies: ['c=3'],
    headers: { 'x-one': 'yes' },
    queryStringParameters: { x: '1,2' },
    pathParameters: { thingId: 'a b' },
    requestContext: { http: { method: 'GET', path: '/things/a%20b' }, stage: '$default' },
    isBase64Encoded: false,
  });
});

test('a form post arrives as base64, as API Gateway sends it', async () => {
  const { body } = await getJson('/form', { method: 'POST', body: new URLSearchParams({ From: '+1' }) });
  expect(body.event).toMatchObject({ isBase64Encoded: true, body: Buffer.from('From=%2B1').toString('base64') });
});

test('an unknown path or method is 404, a body above 10 MB is 413', async () => {
  expect((await getJson('/nowhere')).status).toBe(404);
  expect((await getJson('/things/1', { method: 'DELETE' })).status).toBe(404);
  expect((await getJson('/form', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })).status).toBe(413);
});

test('a function that throws is a bare 500, one that runs over its timeout a 504; both answer again afterwards', async () => {
  expect(await getJson('/boom')).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } });
  expect((await getJson('/slow')).status).toBe(504);
  expect((await getJson('/slow')).status).toBe(504);
  expect(terminal.some((line) => line.includes('TypeError: boom'))).toBe(true);
});

test('a worker has its own environment only, references resolved across stacks', async () => {
  const { env } = (await getJson('/things/1')).body as { env: Record<string, string> };
  expect(env.TABLE_MARKS).toBe('marks');
  expect(env.SECRET_ARN).toMatch(/^arn:aws:secretsmanager:/);
  expect(env.AWS_LAMBDA_FUNCTION_NAME).toMatch(/^Main-Answer/);
  expect(env.AWS_ENDPOINT_URL_DYNAMODB).toBe(app.endpoints.dynamodb);
  expect(env.CALLBOURSE_TEST_ONLY_HERE).toBeUndefined();
  expect(env.PATH).toBeUndefined();
  const client = new SecretsManagerClient({ ...CREDENTIALS, endpoint: env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? '' });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: env.SECRET_ARN ?? '' }));
  expect(SecretString).toMatch(/^[A-Za-z0-9]{40}$/);
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'none' }))).rejects.toThrow('does not exist');
});

test('a message reported as failed comes back alone, and only after its visibility timeout', async () => {
  await Promise.all([send({ id: 'good' }), send({ id: 'second-time', failures: 1 })]);
  const seen = async (times: number) => {
    expect((await mark('second-time'))?.times).toBe(times);
    expect(await app.control.idle()).toMatchObject({ settled: true, idle: times === 2 });
  };
  await vi.waitFor(() => seen(1), PATIENCE);
  await app.control.moveClock(app.control.nowMs() + VISIBILITY_MS);
  await vi.waitFor(() => seen(2), PATIENCE);
  expect((await mark('second-time'))?.note).toBe('2');
  expect((await mark('good'))?.times).toBe(1);
});

test('a poison message ends in the dead-letter queue after its last receive', async () => {
  await send({ id: 'poison', failures: 99 });
  for (const times of [1, 2]) {
    await vi.waitFor(async () => expect((await mark('poison'))?.times).toBe(times), PATIENCE);
    await vi.waitFor(async () => expect((await app.control.idle()).settled).toBe(true), PATIENCE);
    await app.control.moveClock(app.control.nowMs() + VISIBILITY_MS);
  }
  const dead = await vi.waitFor(async () => {
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrl('dead'), MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(command);
    expect(Messages).toHaveLength(1);
    return Messages;
  }, PATIENCE);
  expect(JSON.parse(dead[0]?.Body ?? '')).toMatchObject({ id: 'poison' });
  expect((await mark('poison'))?.times).toBe(2);
  // Dead letters wait for a person: they do not keep the app from being idle.
  expect((await app.control.idle()).idle).toBe(true);
});

test('a message given back is there again at once', async () => {
  const QueueUrl = queueUrl('lost');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }));
  for (const receives of ['1', '2']) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
    );
    expect(Messages[0]).toMatchObject({ Body: 'again', Attributes: { ApproximateReceiveCount: receives } });
    const { ReceiptHandle } = Messages[0] ?? {};
    if (receives === '1')
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    else await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
});

test('a backlog is worked in several batches at a time, each message once', async () => {
  await send({ id: 'warm' });
  await vi.waitFor(async () => expect(await mark('warm')).toBeDefined(), PATIENCE);
  await Promise.all(Array.from({ length: 40 }, (_, index) => send({ id: `many-${index}`, sleepMs: 100 })));
  let busiest = 0;
  await vi.waitFor(async () => {
    const report = await app.control.idle();
    busiest = Math.max(busiest, report.invocations);
    expect(report).toMatchObject({ idle: true, invocations: 0 });
  }, PATIENCE);
  for (let index = 0; index < 40; index += 1) expect((await mark(`many-${index}`))?.times).toBe(1);
  // Each sleeps, so batches that run side by side are seen side by side; how fast is the machine's affair.
  expect(busiest).toBeGreaterThan(1);
});

test('stream records arrive in order; a poison record is cut out and its position goes to the failure queue', async () => {
  const dynamo = new DynamoDBClient({ ...CREDENTIALS, endpoint: app.endpoints.dynamodb });
  for (const pk of ['one', 'two', 'poison', 'three']) {
    await dynamo.send(new PutItemCommand({ TableName: 'source', Item: { pk: { S: pk } } }));
  }
  await vi.waitFor(async () => expect((await mark('stream-three'))?.note).toBe('INSERT'), PATIENCE);
  expect(await mark('stream-one')).toBeDefined();
  expect(await mark('stream-two')).toBeDefined();
  await vi.waitFor(
    async () => expect(await app.control.idle()).toMatchObject({ idle: true, queues: { lost: { visible: 1 } } }),
    PATIENCE,
  );
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl('lost'), WaitTimeSeconds: 2 }),
  );
  expect(JSON.parse(Messages[0]?.Body ?? '{}')).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
});

test('the clock moves forward for functions and schedules: a weekly schedule fires once, at its latest due time', async () => {
  const ticksBefore = (await mark('tick'))?.times ?? 0;
  const before = (await getJson('/__local/clock')).body as { nowMs: number; offsetMs: number };
  const moved = await getJson('/__local/clock', { method: 'POST', body: JSON.stringify({ advanceMs: 3 * WEEK_MS }) });
  expect(moved.status).toBe(200);
  const after = moved.body as unknown as { nowMs: number; fired: { dueMs: number }[] };
  expect(after.nowMs - before.nowMs).toBeGreaterThanOrEqual(3 * WEEK_MS);
  expect(after.fired).toHaveLength(1);
  const ticked = await mark('tick');
  expect(ticked?.times).toBe(ticksBefore + 1);
  const dueMs = after.fired[0]?.dueMs ?? 0;
  expect(new Date(ticked?.note ?? '').getTime()).toBe(dueMs);
  // The function ran on the day it was due, not at the end of the jump.
  expect((ticked?.atMs ?? 0) - dueMs).toBeLessThan(60_000);
  expect(after.nowMs - dueMs).toBeLessThan(WEEK_MS);
  const seen = (await getJson('/things/1')).body as unknown as { nowMs: number; builtMs: number };
  expect(seen.nowMs).toBeGreaterThanOrEqual(after.nowMs);
  expect(seen.builtMs).toBeGreaterThanOrEqual(after.nowMs);
});

test.each(['{"toMs":1}', '{"advanceMs":-5}', '{"advanceMs":"1"}', '{}', 'nonsense', '{"toMs":9e15}'])(
  'the clock refuses %s and stays where it is',
  async (body) => {
    const offsetMs = app.control.offsetMs();
    expect((await getJson('/__local/clock', { method: 'POST', body })).status).toBe(400);
    expect(app.control.offsetMs()).toBe(offsetMs);
  },
);

test('local-only routes refuse a foreign host name, so that no other site reaches them through a name of its own', async () => {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  request(`${app.url}/__local/clock`, { headers: { host: 'evil.example' } }, (response) => {
    response.resume();
    resolve(response.statusCode);
  }).end();
  expect(await promise).toBe(403);
});

test('a schedule can be fired by name, an unknown one is 404; a secret can be read by its logical id', async () => {
  const before = (await mark('tick'))?.times ?? 0;
  const name = app.plan.schedules[0]?.logicalId ?? '';
  expect((await getJson(`/__local/schedules/${name}`, { method: 'POST' })).status).toBe(200);
  expect((await mark('tick'))?.times).toBe(before + 1);
  expect((await getJson('/__local/schedules/none', { method: 'POST' })).status).toBe(404);
  const id = app.plan.secrets[0]?.logicalId ?? '';
  expect((await getJson(`/__local/secrets/${id}`)).body.value).toMatch(/^[A-Za-z0-9]{40}$/);
  expect((await getJson('/__local/secrets/none')).status).toBe(404);
});

test('the resources report names what runs and where', async () => {
  const { body } = await getJson('/__local/resources');
  expect(body).toMatchObject({ url: app.url, endpoints: app.endpoints, routes: expect.arrayContaining([]) });
  expect(JSON.stringify(body)).toContain('"marks"');
  expect(JSON.stringify(body)).not.toContain(app.plan.secrets[0]?.value);
});
