import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import { IDLE, type Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** As in infra/constructs/work-queue.ts. */
const MAX_RECEIVES = 5;
/** Somebody looks at the dead letters and sends them again; what fails this often is given up. */
const MAX_REDRIVES = 5;

export type QueueName = 'call-events' | 'leads' | 'appointment-events' | 'outcomes' | 'late-truth' | 'payout-lines';

export interface Letter {
  readonly id: string;
  readonly body: string;
  receives: number;
  redrives: number;
  isDone: boolean;
}

export interface QueueProps {
  readonly name: QueueName;
  readonly batchSize: number;
  /** Six times the consumer's timeout (infra/stacks/queues.ts). */
  readonly visibilitySeconds: number;
  /** Runs the consumer on a batch; tells which letters it handled, if it lives to do so. */
  readonly consume: (id: string, batch: readonly Letter[], handled: (ids: ReadonlySet<string>) => void) => void;
}

interface Parts {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly dice: Dice;
  readonly trace: Trace;
  /** When the network's day ends. */
  readonly endOfDayMs: (atMs: number) => number;
  /** A planted fault: letters are gone as soon as they are handed out. */
  readonly forgetsAtOnce: boolean;
}

/**
 * A standard SQS queue: at least once, in any order, back after the visibility timeout unless handled, and after five
 * tries among the dead letters, from where an operator sends it again a day later.
 */
export class Queue {
  readonly dead: Letter[] = [];
  readonly #props: QueueProps;
  readonly #parts: Parts;
  readonly #sent = new Map<string, number>();
  readonly #due = new Map<Letter, number>();

  constructor(props: QueueProps, parts: Parts) {
    this.#props = props;
    this.#parts = parts;
  }

  send(message: object, delaySeconds = 0): void {
    const body = JSON.stringify(message);
    const count = (this.#sent.get(body) ?? 0) + 1;
    this.#sent.set(body, count);
    const letter = {
      id: `${this.#props.name}:${shortName(body)}#${count}`,
      body,
      receives: 0,
      redrives: 0,
      isDone: false,
    };
    this.#comeLater(letter, delaySeconds * 1_000);
  }

  /** Nothing is lost for want of an operator: sends every dead letter again, once, now. */
  redriveAll(): void {
    for (const letter of this.dead.splice(0)) this.#redrive(letter);
  }

  #comeLater(letter: Letter, delayMs: number): void {
    const { faults, dice } = this.#parts;
    const place = `${letter.id}/${letter.redrives}.${letter.receives}`;
    const roll = dice(place);
    // What failed once comes back into a queue that is behind.
    const isDelayed = faults.strikes('delayed', place, roll, letter.receives > 0 ? 0.35 : 0.15);
    const waitMs = isDelayed ? roll.between(1_000, 45 * MINUTE_MS) : roll.between(10, 400);
    this.#comeAt(letter, delayMs + waitMs);
    if (faults.strikes('doubled', place, roll, 0.1))
      this.#comeAt(letter, delayMs + roll.between(0, roll.chance(0.5) ? 4_000 : 45 * MINUTE_MS), true);
  }

  #comeAt(letter: Letter, delayMs: number, isDouble = false): void {
    const { scheduler } = this.#parts;
    if (isDouble) {
      scheduler.in(delayMs, () => this.#handOut([letter]));
      return;
    }
    const dueMs = scheduler.nowMs + delayMs;
    this.#due.set(letter, dueMs);
    scheduler.at(dueMs, () => {
      if (this.#due.get(letter) === dueMs) this.#handOut(this.#batchWith(letter));
    });
  }

  /** The letter and others that are due about now. */
  #batchWith(letter: Letter): Letter[] {
    const soonMs = this.#parts.scheduler.nowMs + 1_000;
    const others = [...this.#due].filter(([each, dueMs]) => each !== letter && dueMs <= soonMs).map(([each]) => each);
    return [letter, ...others.slice(0, this.#props.batchSize - 1)];
  }

  #handOut(batch: readonly Letter[]): void {
    const { scheduler, trace, forgetsAtOnce } = this.#parts;
    const { name, consume, visibilitySeconds } = this.#props;
    const alive = batch.filter((letter) => this.#isAlive(letter));
    if (alive.length === 0) return;
    const [first] = alive;
    const id = `${name}(${first?.id.slice(name.length + 1)}/${first?.redrives}.${first?.receives})`;
    trace.add(name, () => `hands out ${alive.map((letter) => `${letter.id} (try ${letter.receives})`).join(', ')}`);
    const backAtMs = scheduler.nowMs + visibilitySeconds * 1_000;
    for (const letter of alive) {
      letter.isDone ||= forgetsAtOnce;
      scheduler.at(backAtMs, () => (this.#isLost(letter) ? this.#comeLater(letter, 0) : IDLE));
    }
    consume(id, alive, (handled) => {
      for (const letter of alive.filter((each) => handled.has(each.id))) this.#acknowledge(letter);
    });
  }

  /** Neither handled, nor on its way, nor set aside. */
  #isLost(letter: Letter): boolean {
    return !letter.isDone && !this.#due.has(letter) && !this.dead.includes(letter);
  }

  /** Counts the try; sets a letter aside that had too many. */
  #isAlive(letter: Letter): boolean {
    this.#due.delete(letter);
    letter.receives += 1;
    if (letter.receives <= MAX_RECEIVES) return true;
    if (letter.isDone || this.dead.includes(letter)) return false;
    this.#parts.trace.add(this.#props.name, () => `${letter.id} goes to the dead letters`);
    this.dead.push(letter);
    this.#parts.scheduler.in(this.#redriveAfterMs(letter), () => {
      const at = this.dead.indexOf(letter);
      if (at < 0 || letter.redrives >= MAX_REDRIVES) return;
      this.dead.splice(at, 1);
      this.#redrive(letter);
    });
    return false;
  }

  #redriveAfterMs(letter: Letter): number {
    const roll = this.#parts.dice(`${letter.id}/redrive${letter.redrives}`);
    if (roll.chance(0.4)) return roll.between(HOUR_MS, 40 * HOUR_MS);
    // Or when a nightly job does it, just when the day changes.
    const { scheduler, endOfDayMs } = this.#parts;
    return endOfDayMs(scheduler.nowMs + HOUR_MS) - scheduler.nowMs + roll.between(-60 * 1_000, 10 * 1_000);
  }

  #redrive(letter: Letter): void {
    letter.receives = 0;
    letter.redrives += 1;
    this.#comeLater(letter, 0);
    const { faults, dice } = this.#parts;
    const place = `${letter.id}/redriven${letter.redrives}`;
    const roll = dice(place);
    // Two people send it again at once.
    if (faults.strikes('doubled', place, roll, 0.3)) this.#comeAt(letter, roll.between(0, 1_500), true);
  }

  #acknowledge(letter: Letter): void {
    const { faults, dice } = this.#parts;
    const place = `${letter.id}/${letter.redrives}.${letter.receives}/ack`;
    if (!faults.strikes('ack lost', place, dice(place), 0.04)) letter.isDone = true;
  }
}

/** The ids in a message, for the trace. */
const shortName = (body: string): string =>
  Object.entries(JSON.parse(body) as Record<string, unknown>)
    .filter(([name, value]) => name !== 'v' && typeof value === 'string')
    .map(([, value]) => value)
    .join(' ')
    .slice(0, 80);
