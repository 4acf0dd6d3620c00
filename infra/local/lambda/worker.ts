import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { installShiftedDate } from '../shifted-date.ts';
import type { WorkerRequest, WorkerResponse, WorkerSetup } from './protocol.ts';

/** Runs inside each container: loads the bundle, then answers one invocation at a time. */
type Handler = (event: unknown, context: unknown) => unknown;

const setup = workerData as WorkerSetup;
const say = (message: WorkerResponse): void => parentPort?.postMessage(message);

installShiftedDate(setup.clock);
try {
  const handler = await loadHandler();
  parentPort?.on('message', (request: WorkerRequest) => void answer(handler, request));
  say({ kind: 'ready' });
} catch (error) {
  say(describe(error));
}

async function loadHandler(): Promise<Handler> {
  const dot = setup.handler.lastIndexOf('.');
  const [file, name] = [setup.handler.slice(0, dot), setup.handler.slice(dot + 1)];
  const path = ['.js', '.mjs', '.cjs']
    .map((ending) => join(setup.codeDir, file + ending))
    .find((each) => existsSync(each));
  if (!path) throw new Error(`no ${file}.js, .mjs or .cjs in ${setup.codeDir}`);
  const loaded = path.endsWith('.mjs') ? await import(pathToFileURL(path).href) : createRequire(path)(path);
  const handler = loaded[name];
  if (typeof handler !== 'function') throw new Error(`${path} exports no function ${name}`);
  return handler as Handler;
}

async function answer(handler: Handler, request: WorkerRequest): Promise<void> {
  try {
    const result = await handler(JSON.parse(request.eventText), contextOf(request));
    say({ kind: 'result', requestId: request.requestId, resultText: JSON.stringify(result ?? null) });
  } catch (error) {
    say({ ...describe(error), requestId: request.requestId });
  }
}

/** The second argument of a handler. Remaining time is measured on a clock that does not jump. */
function contextOf(request: WorkerRequest): Record<string, unknown> {
  const startedMs = performance.now();
  return {
    functionName: setup.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${setup.functionName}`,
    memoryLimitInMB: String(setup.memoryMb),
    awsRequestId: request.requestId,
    logGroupName: `/aws/lambda/${setup.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(request.timeoutMs - (performance.now() - startedMs))),
  };
}

function describe(error: unknown): Extract<WorkerResponse, { kind: 'error' }> {
  const known = error instanceof Error ? error : new Error(String(error));
  return { kind: 'error', errorType: known.name, errorMessage: known.message, stack: known.stack };
}
