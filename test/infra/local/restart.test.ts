import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CREDENTIALS, marksOf, synthesizeInto, temporaryFolder } from './fixture.ts';
import { sampleApp } from './sample-app.ts';

const MAIN = fileURLToPath(new URL('../../../infra/local/main.ts', import.meta.url));
const RESET = fileURLToPath(new URL('../../../infra/local/reset.ts', import.meta.url));
const PATIENCE = { timeout: 60_000, interval: 50 };
const folder = temporaryFolder();
const stateDir = join(folder.path, 'state');
const children: ChildProcess[] = [];
let assemblyDir: string;

type Running = { child: ChildProcess; url: string; dynamodb: string; sqs: string; secret: string; jobsUrl: string };

beforeAll(() => {
  assemblyDir = synthesizeInto(folder.path, sampleApp);
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  folder.remove();
});

function run(
  script: string,
  args: string[] = [],
): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const env = { PATH: process.env.PATH, CALLBOURSE_PORT: '0', CALLBOURSE_STATE_DIR: stateDir };
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  return { child, output: () => text, ended: promise };
}

async function start(): Promise<Running> {
  const { child, output } = run(MAIN, ['--assembly', assemblyDir]);
  const url = await vi.waitFor(() => {
    const found = /API\s+(http:\S+)/.exec(output())?.[1];
    if (!found) throw new Error(output());
    return found;
  }, PATIENCE);
  const resources = (await (await fetch(`${url}/__local/resources`)).json()) as {
    endpoints: { dynamodb: string; sqs: string };
    queues: { name: string; url: string }[];
    secrets: { name: string }[];
  };
  const secret = (await (await fetch(`${url}/__local/secrets/${resources.secrets[0]?.name}`)).json()) as {
    value: string;
  };
  const jobsUrl = resources.queues.find((queue) => queue.name === 'jobs')?.url ?? '';
  return { child, url, ...resources.endpoints, secret: secret.value, jobsUrl };
}

const send = ({ sqs, jobsUrl }: Running, body: object, DelaySeconds = 0): Promise<unknown> =>
  new SQSClient({ ...CREDENTIALS, endpoint: sqs }).send(
    new SendMessageCommand({ QueueUrl: jobsUrl, MessageBody: JSON.stringify(body), DelaySeconds }),
  );

const readClock = async (url: string, init?: RequestInit): Promise<{ offsetMs: number }> =>
  (await (await fetch(`${url}/__local/clock`, init)).json()) as { offsetMs: number };

async function killHard(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('close', () => resolve());
  child.kill('SIGKILL');
  await promise;
}

test('kill -9 in the middle of work loses nothing: messages, stream records, clock and secrets are there again', async () => {
  const first = await start();
  await send(first, { id: 'before' });
  const firstMark = marksOf(first.dynamodb, 'marks');
  await vi.waitFor(async () => expect(await firstMark('before')).toBeDefined(), PATIENCE);
  const moved = await readClock(first.url, { method: 'POST', body: '{"advanceMs":86400000}' });
  expect(moved.offsetMs).toBeGreaterThan(0);
  await send(first, { id: 'in-work', sleepMs: 3_000 });
  await send(first, { id: 'delayed' }, 2);
  const dynamo = new DynamoDBClient({ ...CREDENTIALS, endpoint: first.dynamodb });
  const puts = ['a', 'b', 'c'].map((pk) => new PutItemCommand({ TableName: 'source', Item: { pk: { S: pk } } }));
  for (const put of puts) await dynamo.send(put);
  await killHard(first.child);

  const second = await start();
  const mark = marksOf(second.dynamodb, 'marks');
  expect((await mark('before'))?.times).toBe(1);
  expect(second.secret).toBe(first.secret);
  expect((await readClock(second.url)).offsetMs).toBe(moved.offsetMs);
  for (const key of ['in-work', 'delayed', 'stream-a', 'stream-b', 'stream-c']) {
    await vi.waitFor(async () => expect(await mark(key), key).toBeDefined(), PATIENCE);
  }
  // The engine of the killed app must not go on writing into the same file.
  await expect(fetch(first.dynamodb)).rejects.toThrow();

  second.child.kill('SIGTERM');
  await vi.waitFor(() => expect(second.child.exitCode).toBe(0), PATIENCE);
  await expect(fetch(second.dynamodb)).rejects.toThrow();
}, 240_000);

test('a second start and a reset are refused while the app runs; a reset forgets everything', async () => {
  const app = await start();
  const again = run(MAIN, ['--assembly', assemblyDir]);
  expect(await again.ended).toBe(1);
  expect(again.output()).toContain('already running here');
  const early = run(RESET);
  expect(await early.ended).toBe(1);
  expect(statSync(join(stateDir, 'secrets.json')).mode & 0o777).toBe(0o600);

  app.child.kill('SIGTERM');
  await vi.waitFor(() => expect(app.child.exitCode).toBe(0), PATIENCE);
  expect(await run(RESET).ended).toBe(0);
  expect(statSync(stateDir, { throwIfNoEntry: false })).toBeUndefined();
}, 240_000);
