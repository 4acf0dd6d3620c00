import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endOrphan } from '../state/own-process.ts';
import { freePort } from './free-port.ts';

const READY_MS = 15_000;
const POLL_MS = 20;

export type DynamoEngine = { readonly endpoint: string; stop(): Promise<void> };

/**
 * Starts the embedded DynamoDB engine on a file in `stateDir`, or uses the endpoint the person gave.
 * Throws with what to set where there is no binary for this system, and when the engine is not ready in 15 s.
 */
export async function startDynamoEngine(stateDir: string, ownEndpoint: string | undefined): Promise<DynamoEngine> {
  if (ownEndpoint) return { endpoint: ownEndpoint, stop: async () => {} };
  const binary = findBinary();
  const dbPath = join(stateDir, 'dynamodb.sqlite');
  const pidFile = join(stateDir, 'dynamodb.pid');
  await endOrphan(pidFile, dbPath);
  const port = await freePort();
  const child = spawn('/bin/sh', ['-c', GUARD, pidFile, binary, '--port', String(port), '--db-path', dbPath], {
    // Its own process group: Ctrl-C must reach the app, which then stops the engine in order.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await untilReady(child, endpoint);
  return { endpoint, stop: () => stop(child) };
}

/**
 * The engine must end with the app even after `kill -9`: a watcher reads the app's end of the pipe, which the kernel
 * closes with the app, and then ends the engine.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
echo "$child" > "$0"
(cat <&3 >/dev/null; kill "$child" 2>/dev/null) &
watcher=$!
exec 3<&-
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit $code
`;

function findBinary(): string {
  const require = createRequire(import.meta.url);
  try {
    const binary = join(require.resolve('@dynoxide/linux-x64/package.json'), '..', 'dynoxide');
    if (existsSync(binary)) return binary;
  } catch {
    // Falls through to the message that says what to do.
  }
  throw new Error(
    `no embedded DynamoDB engine for ${process.platform}-${process.arch}; start one yourself ` +
      'and set CALLBOURSE_DYNAMODB_ENDPOINT, for example http://127.0.0.1:8000',
  );
}

async function untilReady(child: ChildProcess, endpoint: string): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-500);
  });
  for (let waitedMs = 0; waitedMs < READY_MS; waitedMs += POLL_MS) {
    if (child.exitCode !== null) throw new Error(`the DynamoDB engine ended at once: ${complaint.trim()}`);
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    // What answers on the port of an engine that ended is somebody else's.
    if (answered && child.exitCode === null) return;
    await sleep(POLL_MS);
  }
  await stop(child);
  throw new Error(`the DynamoDB engine was not ready in ${READY_MS} ms: ${complaint.trim()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.stdin?.end();
  await promise;
}
