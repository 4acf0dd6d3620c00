import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Above what browsers refuse to open, and below what Linux gives to outgoing connections: one of those could take the port between
 * the look and its use.
 */
const FROM = 20_000;
const TO = 32_000;
const MAX_TRIES = 20;

/** A loopback port nobody listens on just now, for engines that can't be asked for "any". */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = randomInt(FROM, TO);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port between ${FROM} and ${TO} is free`);
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  return promise;
}
