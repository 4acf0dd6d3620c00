import type { Clock } from '../../shared/kernel/time.ts';
import type { Roll } from './dice.ts';
import { cancelled } from './engine/memory-engine.ts';
import type { FaultKind, Faults } from './faults.ts';
import { IDLE, type Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

/**
 * Clocks of functions differ by this much at most: what the closing of a day must bear (15 minutes lie between the last
 * writer and the first mover, and 5 of them are left for a function's life and a request on its way).
 */
export const MAX_SKEW_MS = 5 * 60_000;

/** A request that timed out may still take effect, but not after this. */
const MAX_LATE_MS = 30_000;

/** Far beyond the life of any function: who hangs is cut off, unless a planted fault lets it live. */
const MAX_HANG_MS = 90 * 60_000;

export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly trace: Trace;
  /** Factors that a planted fault changes. */
  readonly lifeFactor: number;
  readonly skewFactor: number;
  /** How rough the weather is for this function, against the others. */
  readonly weight: number;
}

export interface Traits {
  /** How many writes a transaction has; absent for anything else. */
  readonly writes?: number;
  /** For the trace. */
  readonly label: () => string;
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

const attempt = <T>(act: () => T): Answer<T> => {
  try {
    return { ok: true, value: act() };
  } catch (error) {
    return { ok: false, error };
  }
};

const named = (name: string): Error => Object.assign(new Error(name), { name });

const conflictAt = (roll: Roll, writes: number): Error => {
  const at = roll.between(0, writes - 1);
  return cancelled(Array.from({ length: writes }, (_, index) => (index === at ? 'TransactionConflict' : 'None')));
};

/**
 * One life of a function, from its start to its answer or its end. Everything it asks of the world goes through `request`,
 * where the seed decides how long it takes, what goes wrong, and whether it lives to hear the answer.
 */
export class Invocation {
  readonly id: string;
  readonly clock: Clock;
  readonly around: Surroundings;
  readonly #diesAtMs: number;
  #requests = 0;
  #isDead = false;
  #isOver = false;
  /** Called once when it dies. */
  onDeath: () => void = () => {};

  constructor(around: Surroundings, id: string, timeoutSeconds: number) {
    const { scheduler, faults } = around;
    this.around = around;
    this.id = id;
    this.#diesAtMs = scheduler.nowMs + timeoutSeconds * 1_000 * around.lifeFactor;
    const roll = faults.dice(`${id}/clock`);
    const range = MAX_SKEW_MS * around.skewFactor;
    const skewMs = faults.strikes('skewed', id, roll, 0.25) ? roll.between(-range, range) : 0;
    this.clock = { nowMs: () => Math.floor(scheduler.nowMs + skewMs) };
    scheduler.at(this.#diesAtMs, () => (this.#isOver || this.#isDead ? IDLE : this.die('its time is up')));
  }

  die(why: string): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.around.trace.add(this.id, () => `DIES: ${why}`);
    this.onDeath();
  }

  /** It has answered: whatever it left running freezes with it. */
  over(): void {
    this.#isOver = true;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** One call out of the function: takes time, takes effect at one instant, and answers, or not. */
  request<T>(act: (place: string) => T, traits: Traits): Promise<T> {
    const { faults, scheduler, trace, weight } = this.around;
    this.#requests += 1;
    const place = `${this.id}/${this.#requests}`;
    const roll = faults.dice(place);
    const fault = faults.ofRequest(place, roll, traits.writes !== undefined, weight);
    const isSlow = faults.strikes('slow', place, roll, 0.06 * weight);
    const latencyMs = isSlow ? roll.between(500, 9_000) : roll.between(1, 20);
    const hangs = faults.strikes('hangs', place, roll, 0.03 * weight);
    const pauseMs = hangs ? roll.between(5_000, MAX_HANG_MS) : 0;
    const told = fault ? ` [${fault}]` : '';
    const effect = (): Answer<T> => {
      const result = attempt(() => act(place));
      trace.add(place, () => `${traits.label()}${told} → ${outcomeOf(result)}`);
      return result;
    };
    return new Promise((resolve, reject) => {
      if (fault === 'dies before') return this.die(fault);
      const settle = (result: Answer<T>): void => (result.ok ? resolve(result.value) : reject(result.error));
      const answer = (result: Answer<T>): void => this.#hear(place, roll, () => settle(result));
      const serve = (): void => this.#serve(effect, fault, traits, roll, answer);
      const send = (): void => scheduler.in(latencyMs, serve);
      if (hangs) scheduler.in(pauseMs, () => this.#isDead || send());
      else send();
    });
  }

  #serve<T>(
    effect: () => Answer<T>,
    fault: FaultKind | undefined,
    { writes, label }: Traits,
    roll: Roll,
    answer: (a: Answer<T>) => void,
  ) {
    const { scheduler, trace } = this.around;
    switch (fault) {
      case 'refused':
      case 'conflict': {
        trace.add(this.id, () => `${label()} [${fault}]`);
        const error = fault === 'refused' ? named('ThrottlingException') : conflictAt(roll, writes ?? 1);
        return answer({ ok: false, error });
      }
      case 'late':
        scheduler.in(roll.between(1_000, MAX_LATE_MS), effect);
        return answer({ ok: false, error: named('TimeoutError') });
      case 'unsure':
        effect();
        return answer({ ok: false, error: named('TimeoutError') });
      case 'dies after':
        effect();
        return this.die(fault);
      case 'repeated':
        // A transaction carries a token by which it is known again.
        return writes === undefined ? this.#repeat(effect, roll, answer) : answer(effect());
      default:
        return answer(effect());
    }
  }

  /** An error is told at once; the answer to something that took effect gets lost, and the client asks again. */
  #repeat<T>(effect: () => Answer<T>, roll: Roll, answer: (a: Answer<T>) => void): void {
    const first = effect();
    if (first.ok) this.around.scheduler.in(roll.between(50, 4_000), () => answer(effect()));
    else answer(first);
  }

  /** Hears an answer if it still lives; one that is over hears it when its container is used again, if ever. */
  #hear(place: string, roll: Roll, go: () => void): void {
    const { scheduler, faults } = this.around;
    scheduler.in(roll.between(1, 10), () => {
      if (this.#isDead) return;
      if (!this.#isOver) return go();
      if (!faults.strikes('thawed', place, roll, 0.3)) return;
      scheduler.in(roll.between(1_000, 2 * 3_600_000), go);
    });
  }
}

function outcomeOf(result: Answer<unknown>): string {
  if (!result.ok) return result.error instanceof Error ? `${result.error.name}: ${result.error.message}` : 'an error';
  const text = JSON.stringify(result.value, (_key, value) => (typeof value === 'bigint' ? Number(value) : value));
  return text === undefined || text === '{}' ? 'done' : text.slice(0, 400);
}
