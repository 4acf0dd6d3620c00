import { Worker } from 'node:worker_threads';
import type { LocalClock } from '../clock.ts';

const READY_MS = 15_000;

export type QueueEngine = { readonly endpoint: string; stop(): Promise<void> };

/**
 * Starts the SQS and S3 engine in a thread of its own, its state under `dataDir`. The thread's clock is the movable one,
 * so that delays and visibility timeouts pass when the clock is moved, as they would on a day that really passed.
 */
export async function startQueueEngine(dataDir: string, clock: LocalClock): Promise<QueueEngine> {
  const worker = new Worker(new URL('./queue-engine-worker.ts', import.meta.url), {
    workerData: { dataDir, clock: clock.shared },
    execArgv: [],
  });
  const port = await untilListening(worker);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      worker.once('exit', () => resolve());
      worker.postMessage('stop');
      await promise;
    },
  };
}

async function untilListening(worker: Worker): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const timer = setTimeout(() => reject(new Error(`the queue engine was not ready in ${READY_MS} ms`)), READY_MS);
  worker.once('message', resolve);
  worker.once('error', reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.off('error', reject);
  }
}
