interface Waiting {
  readonly atMs: number;
  readonly go: Go;
}

/** What happens at an instant; says `IDLE` when it was nothing, so that nobody needs to be waited for. */
export type Go = () => unknown;
export const IDLE = Symbol('nothing happened');

/** More than any seed needs; a simulation that does not end has found something too. */
const MAX_STEPS = 400_000;

const afterEverythingElse = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Virtual time. Whoever waits for anything waits here, and the one whose time has come goes on alone until it waits again:
 * so the order of all that happens is decided by the instants that the seed chose, and is the same on every machine.
 */
export class Scheduler {
  #nowMs: number;
  #steps = 0;
  /** Latest first, so that the next one is popped off the end. */
  readonly #waiting: Waiting[] = [];

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Whoever asked first goes first where two wait for the same instant. */
  at(atMs: number, go: Go): void {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#waiting[middle]?.atMs ?? 0) > atMs) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, { atMs: Math.max(atMs, this.#nowMs), go });
  }

  in(delayMs: number, go: Go): void {
    this.at(this.#nowMs + delayMs, go);
  }

  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.in(delayMs, resolve));
  }

  waitUntil(atMs: number): Promise<void> {
    return new Promise((resolve) => this.at(atMs, resolve));
  }

  /** Lets time pass until nobody waits any more. @throws Error when that takes too many steps */
  async run(): Promise<void> {
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) throw new Error(`still going on after ${MAX_STEPS} steps`);
      this.#nowMs = next.atMs;
      if (next.go() === IDLE) continue;
      // All that follows without waiting happens at this instant: promises only, since nothing here does real input or output.
      await afterEverythingElse();
    }
  }
}
