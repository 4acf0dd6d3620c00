import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../infra/local/engines/free-port.ts';
import { synthesize } from '../../infra/local/synthesize.ts';

const MAIN = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));
/** A calm machine takes ten seconds; a busy one may take its time. */
const START_MS = 240_000;
const LOOK_MS = 100;

/** The whole app as `npm start` runs it, in a folder and on a port of its own. */
export interface RunningApp {
  readonly url: string;
  /** Where its state lives across restarts. */
  readonly stateDir: string;
  start(): Promise<void>;
  /** The end of what it has printed since it was started last. */
  printed(): string;
  /** `kill -9`, waited for. */
  kill(): Promise<void>;
  /** Kills it and forgets its folder. */
  remove(): Promise<void>;
}

/** Synthesizes the app once; it is not started yet. */
export async function prepareApp(): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), 'callbourse-road-'));
  const assembly = join(folder, 'cdk.out');
  const port = await freePort();
  await synthesize(assembly, { port });
  const url = `http://127.0.0.1:${port}`;
  const stateDir = join(folder, 'state');
  let running: { readonly child: ChildProcess; readonly ended: Promise<void> } | undefined;

  let output = '';

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN, '--assembly', assembly], {
      env: {
        PATH: process.env.PATH,
        CALLBOURSE_PORT: String(port),
        CALLBOURSE_STATE_DIR: stateDir,
        // Its functions share two cores with all other tests: none is to fail by how busy they are.
        CALLBOURSE_PATIENCE: '6',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    output = '';
    const keep = (chunk: Buffer): void => {
      output = `${output}${chunk}`.slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    child.once('close', () => resolve());
    running = { child, ended };
    const deadlineMs = performance.now() + START_MS;
    while (!output.includes('API description')) {
      if (child.exitCode !== null || performance.now() > deadlineMs)
        throw new Error(`the app did not start:\n${output}`);
      await new Promise((wake) => setTimeout(wake, LOOK_MS));
    }
  }

  async function kill(): Promise<void> {
    running?.child.kill('SIGKILL');
    await running?.ended;
    running = undefined;
  }

  return {
    url,
    stateDir,
    start,
    printed: () => output,
    kill,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
