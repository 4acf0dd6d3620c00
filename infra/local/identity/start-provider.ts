import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LocalClock } from '../clock.ts';
import type { SignInPlan } from '../plan.ts';

export interface ProviderSetup extends SignInPlan {
  readonly clock: SharedArrayBuffer;
  /** Where the app answers: it knows who may sign in. */
  readonly appUrl: string;
}

const READY_MS = 15_000;

/** Starts the identity provider in a thread of its own; throws when it does not listen in time. */
export async function startProvider(
  plan: SignInPlan,
  clock: LocalClock,
  appUrl: string,
): Promise<{ stop(): Promise<void> }> {
  const setup: ProviderSetup = { ...plan, clock: clock.shared, appUrl };
  const worker = new Worker(new URL('./provider-worker.ts', import.meta.url), {
    workerData: setup,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
  });
  await once(worker, 'message', { signal: AbortSignal.timeout(READY_MS) });
  return { stop: async () => void (await worker.terminate()) };
}
