import { Problem } from '../../kernel/problem.ts';
import { type Clock, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import type { Log } from '../log.ts';

/** Short, so that who was stopped goes on soon; long enough for one write to serve many requests. */
export const WINDOW_MS = 10 * SECOND_MS;

/** A container draws a twentieth of a window at a time, at the most. */
const BATCHES = 20;

/** Keys remembered in one container at most. */
const MAX_PURSES = 5_000;

/** The count that all containers share. */
export interface RateWindows {
  /** Takes so many of a key's requests in a window; answers how many are taken by then, these included. */
  take(keyId: string, window: number, count: number): Promise<number>;
}

/** Admits a request of a key, or throws {@link TooManyRequests}; answers the headers that tell where the key stands. */
export type RateLimit = (keyId: string) => Promise<Readonly<Record<string, string>>>;

export class TooManyRequests extends Problem {
  readonly headers: Readonly<Record<string, string>>;

  constructor(headers: Readonly<Record<string, string>>) {
    super('too-many', `this key has used its requests; it may go on in ${headers['retry-after']} s`);
    this.headers = headers;
  }
}

interface Purse {
  window: number;
  left: number;
  /** What is drawn next: 1, 2, 4 … in each window, so that no container holds much more than it spends. */
  draw: number;
  /** As far as this container knows, of all containers. */
  taken: number;
  /** The requests of one container come one after the other, so that what one of them draws is there for the next. */
  turn: Promise<unknown>;
}

/**
 * Requests per key, exact over all containers of all functions, for at most one write a request: a container draws a batch
 * from the shared count of the window and spends it without asking. Every operation is a container of its own, so a batch begins
 * with one and doubles while it is used: what is drawn in vain is less than what was spent. Once a window is used up nobody asks
 * again before the next. Should the count not answer, the request is let in: a limit is there
 * to keep the API up.
 */
export function rateLimit(windows: RateWindows, clock: Clock, log: Log, perMinute: number): RateLimit {
  const limit = Math.max(1, Math.floor((perMinute * WINDOW_MS) / MINUTE_MS));
  const mostAtOnce = Math.max(1, Math.floor(limit / BATCHES));
  const purses = new Map<string, Purse>();

  function purseOf(keyId: string, window: number): Purse {
    const known = purses.get(keyId);
    if (known) return known;
    const [oldest] = purses.keys();
    if (purses.size >= MAX_PURSES && oldest !== undefined) purses.delete(oldest);
    const purse: Purse = { window, left: 0, draw: 1, taken: 0, turn: Promise.resolve() };
    purses.set(keyId, purse);
    return purse;
  }

  async function spend(purse: Purse, keyId: string, window: number): Promise<boolean> {
    if (purse.window < window) Object.assign(purse, { window, left: 0, draw: 1, taken: 0 });
    if (purse.left === 0 && purse.taken < limit) {
      const { draw } = purse;
      purse.taken = await windows.take(keyId, purse.window, draw);
      purse.left = Math.max(0, Math.min(draw, limit - (purse.taken - draw)));
      purse.draw = Math.min(mostAtOnce, draw * 2);
    }
    if (purse.left === 0) return false;
    purse.left -= 1;
    return true;
  }

  return async (keyId) => {
    const nowMs = clock.nowMs();
    const window = Math.floor(nowMs / WINDOW_MS);
    const purse = purseOf(keyId, window);
    const mine = purse.turn.then(() => spend(purse, keyId, window));
    purse.turn = mine.catch(() => undefined);
    const isAdmitted = await mine.catch((error: unknown) => {
      log.warn('rate limit not counted', { keyId, error: error instanceof Error ? error.name : 'unknown' });
      return true;
    });
    const resetSeconds = String(Math.ceil(((window + 1) * WINDOW_MS - nowMs) / SECOND_MS));
    const headers = {
      'ratelimit-limit': String(limit),
      'ratelimit-remaining': String(Math.max(0, limit - purse.taken) + purse.left),
      'ratelimit-reset': resetSeconds,
    };
    if (!isAdmitted) throw new TooManyRequests({ ...headers, 'retry-after': resetSeconds });
    return headers;
  };
}
