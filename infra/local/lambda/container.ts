import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from '../plan.ts';
import type { LogSink } from './log-sink.ts';
import type { InvocationResult, WorkerRequest, WorkerResponse, WorkerSetup } from './protocol.ts';

/** Lambda gives initialisation ten seconds on a core of its own; this machine may have two for everyone. */
const INIT_TIMEOUT_MS = 30_000;

export type ContainerParts = {
  readonly workerModule: URL;
  readonly clock: SharedArrayBuffer;
  readonly log: LogSink;
  /** Every time limit is so many times as long. */
  readonly patience: number;
  readonly environment: Readonly<Record<string, string>>;
};

type Failure = Extract<InvocationResult, { ok: false }>;

/** One worker with a loaded function. It takes one invocation at a time, as a Lambda environment does. */
export class Container {
  readonly definition: FunctionDefinition;
  lastUsedMs = performance.now();
  dead = false;
  private readonly patience: number;
  private readonly worker: Worker;
  private readonly log: LogSink;
  private settle: ((response: WorkerResponse | Failure) => void) | undefined;
  private readonly ready: Promise<Failure | undefined>;

  constructor(definition: FunctionDefinition, parts: ContainerParts) {
    this.definition = definition;
    this.log = parts.log;
    this.patience = parts.patience;
    const setup: WorkerSetup = {
      codeDir: definition.codeDir,
      handler: definition.handler,
      clock: parts.clock,
      functionName: definition.name,
      memoryMb: definition.memoryMb,
    };
    this.worker = new Worker(parts.workerModule, {
      workerData: setup,
      env: { ...parts.environment },
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
    });
    parts.log.attach(definition.name, this.worker.stdout, false);
    parts.log.attach(definition.name, this.worker.stderr, true);
    this.worker.on('message', (message: WorkerResponse) => this.settle?.(message));
    this.worker.on('error', (error: Error) =>
      this.end({ ok: false, reason: 'crash', errorType: error.name, message: error.message }),
    );
    this.worker.on('exit', () => this.end(crash('the function left its process')));
    this.ready = this.load();
  }

  /** Runs one event to its end: result, error, crash or the function's own timeout, after which the container is gone. */
  async invoke(eventText: string): Promise<InvocationResult> {
    const failure = await this.ready;
    if (failure) return failure;
    const timeoutMs = this.definition.timeoutMs * this.patience;
    const request: WorkerRequest = { requestId: randomUUID(), eventText, timeoutMs };
    const answer = this.nextMessage(timeoutMs, `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
    this.worker.postMessage(request);
    const response = await answer;
    this.lastUsedMs = performance.now();
    const result = toResult(response);
    if (!result.ok) this.log.note(this.definition.name, `${result.errorType}: ${result.message}${stackOf(response)}`);
    return result;
  }

  async stop(): Promise<void> {
    this.dead = true;
    await this.worker.terminate();
  }

  private async load(): Promise<Failure | undefined> {
    const limitMs = INIT_TIMEOUT_MS * this.patience;
    const response = await this.nextMessage(limitMs, `not loaded in ${limitMs} ms`);
    if ('kind' in response && response.kind === 'ready') return undefined;
    const failed = toResult(response);
    const failure = failed.ok ? crash('the function answered before it was asked') : failed;
    this.log.note(this.definition.name, `could not load: ${failure.message}${stackOf(response)}`);
    await this.stop();
    return { ...failure, reason: 'crash' };
  }

  private async nextMessage(timeoutMs: number, complaint: string): Promise<WorkerResponse | Failure> {
    if (this.dead) return crash('the container is gone');
    const { promise, resolve } = Promise.withResolvers<WorkerResponse | Failure>();
    const timer = setTimeout(() => {
      this.end({ ok: false, reason: 'timeout', errorType: 'Sandbox.Timedout', message: complaint });
      void this.worker.terminate();
    }, timeoutMs);
    this.settle = resolve;
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.settle = undefined;
    }
  }

  private end(failure: Failure): void {
    this.dead = true;
    this.settle?.(failure);
  }
}

function crash(message: string): Failure {
  return { ok: false, reason: 'crash', errorType: 'Runtime.ExitError', message };
}

function toResult(response: WorkerResponse | Failure): InvocationResult {
  if ('ok' in response) return response;
  if (response.kind === 'result') return { ok: true, payload: JSON.parse(response.resultText) };
  if (response.kind === 'error') {
    return { ok: false, reason: 'error', errorType: response.errorType, message: response.errorMessage };
  }
  return crash('the function said ready twice');
}

function stackOf(response: WorkerResponse | Failure): string {
  return 'kind' in response && response.kind === 'error' && response.stack ? `\n${response.stack}` : '';
}
