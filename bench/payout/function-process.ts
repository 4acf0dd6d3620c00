import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Tables, Verb } from './verbs.ts';
import type { Report } from './worker.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Heap that Node may use in a function of 512 MB; Lambda's own default leaves about as much to everything else. */
const HEAP_MB = 420;

/** One function in a process of its own, so that its memory is its own. */
export interface FunctionProcess {
  /** It is loaded: what comes now is its work alone. */
  readonly ready: Promise<void>;
  /** @throws Error with what the function threw */
  invoke(event?: unknown): Promise<Report>;
  readonly last: Report | undefined;
  stop(): void;
}

export function startFunction(verb: Verb, tables: Tables): FunctionProcess {
  const child: ChildProcess = fork(WORKER, [verb, JSON.stringify(tables)], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
  });
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  let last: Report | undefined;
  let waiting: PromiseWithResolvers<Report> | undefined;
  child.on('message', (report: Report | 'ready') => {
    if (report === 'ready') return isReady();
    last = report;
    if (report.error === undefined) waiting?.resolve(report);
    else waiting?.reject(new Error(`${verb}: ${report.error}`));
  });
  child.on('exit', (code) => waiting?.reject(new Error(`${verb} ended with ${code}: out of memory perhaps`)));
  return {
    ready,
    get last() {
      return last;
    },
    invoke(event) {
      waiting = Promise.withResolvers<Report>();
      child.send({ event });
      return waiting.promise;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
