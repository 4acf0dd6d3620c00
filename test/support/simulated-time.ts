import { AsyncLocalStorage } from 'node:async_hooks';
import { TestClock } from './clock.ts';

/** Everything that waits, in the order of the time it waits for. */
interface Waiting {
  readonly atMs: number;
  readonly go: () => void;
}

/**
 * Runs many workers in virtual time: each pause of a worker takes as long as the test says, others run meanwhile, and a
 * worker that outlives its limit stops where it is, as a function does.
 */
export class SimulatedTime {
  readonly clock: TestClock;
  readonly #waiting: Waiting[] = [];
  readonly #workers = new AsyncLocalStorage<{ readonly diesAtMs: number }>();
  readonly #nextPauseMs: () => number;

  constructor(startMs: number, nextPauseMs: () => number) {
    this.clock = new TestClock(startMs);
    this.#nextPauseMs = nextPauseMs;
  }

  /** A pause of the worker that asks; never ends for one whose life is over by then. */
  readonly pause = async (): Promise<void> => {
    const worker = this.#workers.getStore();
    const atMs = this.clock.nowMs() + this.#nextPauseMs();
    await new Promise<void>((resolve) => {
      const go = worker && atMs > worker.diesAtMs ? () => {} : resolve;
      this.#waiting.push({ atMs, go });
    });
  };

  /** Starts a worker at an instant, with so long to live. */
  start(atMs: number, lifeMs: number, work: () => Promise<void>): void {
    const go = () => void this.#workers.run({ diesAtMs: atMs + lifeMs }, work);
    this.#waiting.push({ atMs, go });
  }

  /** Lets time pass until nobody waits any more. */
  async run(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#waiting.sort((a, b) => a.atMs - b.atMs);
      const next = this.#waiting.shift();
      if (!next) return;
      this.clock.set(Math.max(this.clock.nowMs(), next.atMs));
      next.go();
      // Everything that follows without a pause happens at this instant.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
