import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../infra/local/engines/free-port.ts';

const DYNOXIDE = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));
/** Half a minute: on a machine that does other things as well it takes its time. */
const START_TRIES = 600;

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** A DynamoDB engine in memory, or the one that CALLBOURSE_DYNAMODB_ENDPOINT names. The caller stops it. */
export async function startDynamo(): Promise<{ readonly endpoint: string; readonly stop: () => void }> {
  const own = process.env.CALLBOURSE_DYNAMODB_ENDPOINT;
  if (own) return { endpoint: own, stop: () => {} };
  const port = await freePort();
  const child = spawn(DYNOXIDE, ['--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    if (await answers(endpoint)) return { endpoint, stop: () => child.kill('SIGKILL') };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error('the DynamoDB engine did not start; set CALLBOURSE_DYNAMODB_ENDPOINT to one of your own');
}
