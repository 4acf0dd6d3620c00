import { Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';
import { installShiftedDate } from '../shifted-date.ts';
import { tuneQueueStore } from './tune-queue-store.ts';

const { dataDir, clock } = workerData as { dataDir: string; clock: SharedArrayBuffer };
installShiftedDate(clock);
listenOnLoopbackOnly();
tuneQueueStore();
const engine = await startFauxqs({ port: 0, dataDir, logger: false });
const releaseAfterMs = 200;
parentPort?.once('message', async () => {
  // Long polls still open would hold the close back; their clients are stopping too.
  const forced = setTimeout(() => process.exit(0), releaseAfterMs);
  await engine.stop();
  clearTimeout(forced);
  process.exit(0);
});
parentPort?.postMessage(engine.port);

/** The engine asks for 0.0.0.0 and takes no option: unauthenticated queues have no business on the network. */
function listenOnLoopbackOnly(): void {
  const listen = Server.prototype.listen as (...args: unknown[]) => Server;
  Server.prototype.listen = function loopback(this: Server, ...args: unknown[]): Server {
    const [options, ...rest] = args;
    const local =
      options && typeof options === 'object' && 'host' in options ? { ...options, host: '127.0.0.1' } : options;
    return listen.call(this, local, ...rest);
  } as Server['listen'];
}
