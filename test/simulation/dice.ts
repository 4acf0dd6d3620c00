import { hash } from 'node:crypto';

/**
 * Chance that does not depend on what was asked before: each place in the simulation has a name, and seed and name alone
 * decide what happens there. So one fault can be taken out of a run (shrink.ts) and all others stay where they were, which
 * no generator that is drawn from in sequence can give.
 */
export type Dice = (place: string) => Roll;

/** A few independent draws for one place. */
export class Roll {
  readonly #bytes: Buffer;
  #drawn = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** In [0, 1). A place that draws more than eight times repeats itself. */
  unit(): number {
    const at = (this.#drawn * 4) % this.#bytes.length;
    this.#drawn += 1;
    return this.#bytes.readUInt32BE(at) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.unit() * list.length)] ?? list[0];
  }
}

export const diceOf =
  (seed: number): Dice =>
  (place) =>
    new Roll(hash('sha256', `${seed}|${place}`, 'buffer'));
