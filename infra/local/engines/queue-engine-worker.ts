import { Server } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';
import { installShiftedDate } from '../shifted-date.ts';

const { dataDir, clock } = workerData as { dataDir: string; clock: SharedArrayBuffer };
installShiftedDate(clock);
listenOnLoopbackOnly();
keepReceiveCounts();
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

/**
 * fauxqs 2.4.1 writes NULL into a column that forbids it when a message is given back (`ChangeMessageVisibility` to 0), and so
 * loses the message until its next start. Its statement is made to keep the count it has.
 */
function keepReceiveCounts(): void {
  const prepare = DatabaseSync.prototype.prepare;
  DatabaseSync.prototype.prepare = function repaired(this: DatabaseSync, sql: string, ...rest) {
    const kept = sql.replace(
      'approximate_receive_count = ?,',
      'approximate_receive_count = COALESCE(?, approximate_receive_count),',
    );
    return prepare.call(this, kept, ...rest);
  } as DatabaseSync['prepare'];
}
