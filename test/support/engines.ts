import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startFauxqs } from 'fauxqs';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoEndpoint: string;
    sqsEndpoint: string;
  }
}

const DYNOXIDE = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));
const START_TRIES = 100;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function startDynamo(): Promise<{ endpoint: string; stop: () => void }> {
  const own = process.env.CALLBOURSE_DYNAMODB_ENDPOINT;
  if (own) return { endpoint: own, stop: () => {} };
  const port = await freePort();
  const child: ChildProcess = spawn(DYNOXIDE, ['--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    if (await answers(endpoint)) return { endpoint, stop: () => child.kill('SIGKILL') };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error('the DynamoDB engine did not start; set CALLBOURSE_DYNAMODB_ENDPOINT to one of your own');
}

/** One DynamoDB and one SQS/S3 engine for the whole run; each test file makes tables and queues of its own on them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dynamo = await startDynamo();
  const sqs = await startFauxqs({ port: await freePort(), logger: false });
  project.provide('dynamoEndpoint', dynamo.endpoint);
  project.provide('sqsEndpoint', `http://127.0.0.1:${sqs.port}`);
  return async () => {
    dynamo.stop();
    await sqs.stop();
  };
}
