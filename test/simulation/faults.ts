import type { Dice, Roll } from './dice.ts';

/** What goes wrong. Each is something that AWS, a carrier or a person really does. */
export const FAULTS = {
  refused: 'throttled or failed before any effect',
  unsure: 'took effect, and the answer was an error',
  repeated: 'the client sent it twice: its first answer was lost',
  late: 'timed out, and took effect some seconds later',
  conflict: 'a transaction met another one on the same item',
  'dies before': 'the function is gone before it sends this',
  'dies after': 'the function is gone once this took effect',
  hangs: 'the function stands still for minutes, and mostly dies of it',
  slow: 'takes seconds instead of milliseconds',
  'page ends': 'a page ends early, as at 1 MB',
  stale: 'an eventually consistent read sees the past',
  delayed: 'the message waits in its queue for minutes',
  doubled: 'the message is delivered twice',
  'ack lost': 'the message was done, and comes back all the same',
  outage: 'a table refuses everything for some minutes',
  skewed: 'the clock of this function is off by minutes',
  thawed: 'work that was left behind goes on hours later',
} as const;
export type FaultKind = keyof typeof FAULTS;

export interface Fault {
  readonly kind: FaultKind;
  readonly place: string;
}

/** A time in which a table answers nobody. */
export interface Outage {
  readonly table: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

export const nameOf = ({ kind, place }: Fault): string => `${kind} @ ${place}`;

/** How often one request meets each fault in common weather. */
const PER_REQUEST = [
  ['refused', 0.015],
  ['unsure', 0.015],
  ['repeated', 0.015],
  ['late', 0.01],
  ['dies before', 0.006],
  ['dies after', 0.012],
] as const satisfies readonly (readonly [FaultKind, number])[];

/** Chooses the faults of one seed, and remembers them, so that a shorter run can leave some out. */
export class Faults {
  readonly fired: Fault[] = [];
  readonly dice: Dice;
  readonly #severity: number;
  readonly #allowed: ReadonlySet<string> | undefined;
  #isHealed = false;
  #outage: boolean | undefined;

  /** @param allowed names of the only faults that may still happen; all when absent */
  constructor(dice: Dice, isStormy: boolean, allowed?: ReadonlySet<string>) {
    this.dice = dice;
    this.#severity = dice('weather').pick(isStormy ? [1, 2, 3] : [0, 0.3, 1, 1, 2]);
    this.#allowed = allowed;
  }

  /** From here on nothing goes wrong any more: what is still missing at the end was lost. */
  heal(): void {
    this.#isHealed = true;
  }

  get isHealed(): boolean {
    return this.#isHealed;
  }

  /** Whether this goes wrong here. `probability` is that of common weather. */
  strikes(kind: FaultKind, place: string, roll: Roll, probability: number): boolean {
    return roll.chance(probability * this.#severity) && this.#happens(kind, place);
  }

  /** What goes wrong with one request, if anything. */
  ofRequest(place: string, roll: Roll, isTransaction: boolean, weight: number): FaultKind | undefined {
    let rest = roll.unit() / (this.#severity * weight);
    for (const [kind, probability] of PER_REQUEST) {
      if (rest < probability) return this.#happens(kind, place) ? kind : undefined;
      rest -= probability;
    }
    return isTransaction && rest < 0.04 && this.#happens('conflict', place) ? 'conflict' : undefined;
  }

  /** Whether a table is in its bad minutes; there is at most one such time in a seed. */
  isOut({ table, fromMs, untilMs }: Outage, asked: string, nowMs: number): boolean {
    if (asked !== table || nowMs < fromMs || nowMs >= untilMs || this.#isHealed) return false;
    this.#outage ??= this.#happens('outage', table);
    return this.#outage;
  }

  #happens(kind: FaultKind, place: string): boolean {
    if (this.#isHealed) return false;
    const fault = { kind, place };
    if (this.#allowed && !this.#allowed.has(nameOf(fault))) return false;
    this.fired.push(fault);
    return true;
  }
}
