import type { Deadline } from './ports.ts';

/**
 * The caller waits on the line, and the carrier for 15 s at most. There are seven steps one after the other (number, shared
 * callers, what is known of the number, blocked callers, a place, the outcome, the queue): if every one of them hangs, the
 * answer still comes within 11 s, and within 14 s where a plan leads to another offer and bidders hang as well.
 */
export const STEP_MS = 1_500;

export interface StepPorts {
  readonly deadline: Deadline;
  /** Told what went wrong or was decided, by kinds and ids only. */
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** A step that may fail or hang without taking the answer with it. */
export async function softly<T>(
  ports: StepPorts,
  step: string,
  work: Promise<T>,
  limitMs: number = STEP_MS,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }> {
  try {
    return { ok: true, value: await ports.deadline.within(limitMs, work) };
  } catch (error) {
    ports.note('answer step failed', { step, reason: error instanceof Error ? error.name : 'unknown' });
    return { ok: false };
  }
}
