import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './http.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
/** A calm machine takes half a minute; a busy one may take its time. */
const START_MS = 300_000;

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/__local/clock`).then(
    (answer) => answer.ok,
    () => false,
  );

/** Starts the app unless it is running already; `stop` ends only what was started here. */
export async function runningApp(url: string, say: (line: string) => void): Promise<{ stop(): Promise<void> }> {
  if (await answers(url)) return { stop: async () => {} };
  say(`the app is not running at ${url}: starting it`);
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CALLBOURSE_PORT: new URL(url).port || '80' },
  });
  child.stdout.on('data', (chunk: Buffer) => say(chunk.toString().trimEnd()));
  let ended = false;
  const exit = new Promise<void>((resolve) => {
    child.once('exit', () => {
      ended = true;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exit;
  };
  try {
    await until('the app to start', async () => ended || answers(url), START_MS);
    if (ended) throw new Error('the app stopped while it was starting');
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
