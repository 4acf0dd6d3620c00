import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalClock } from './clock.ts';
import type { IdleReport } from './idle.ts';
import type { Fired, Scheduler } from './schedules/scheduler.ts';

/** How long what a schedule set off may take before the clock goes on without it. */
const SETTLE_MS = 15_000;
const POLL_MS = 20;
/** Work that takes longer than this sees the clock jump after all: a stream batch may fail and be retried for hours. */
const PAUSE_MS = 10_000;

type Pausable = { pauseUntil(opened: Promise<void>): Promise<void> };

/**
 * Moves the clock the way time would have passed: to each due time on the way, where the schedule runs and what it sets off
 * is worked through, and then to the end. A batch in work never sees the clock jump. One move at a time.
 */
export function moveClock(
  scheduler: Scheduler,
  clock: LocalClock,
  sources: readonly Pausable[],
  idle: () => Promise<IdleReport>,
): (toMs: number) => Promise<{ fired: Fired[] }> {
  const jump = async (toMs: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    try {
      const paused = Promise.all(sources.map((source) => source.pauseUntil(promise)));
      await Promise.race([paused, sleep(PAUSE_MS, undefined, { ref: false })]);
      clock.moveTo(toMs);
    } finally {
      resolve();
    }
  };
  const settle = async (): Promise<void> => {
    const endMs = performance.now() + SETTLE_MS;
    while (performance.now() < endMs && !(await idle()).settled) await sleep(POLL_MS);
  };
  let last: Promise<unknown> = Promise.resolve();
  return (toMs) => {
    const move = last.then(() => scheduler.moveTo(toMs, jump, settle));
    last = move.catch(() => {});
    return move;
  };
}
