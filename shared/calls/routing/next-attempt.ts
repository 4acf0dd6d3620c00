import type { Result } from '../model.ts';
import type { Step } from './model.ts';

/** Dials within one call, redials included: more and the caller has hung up, and the carrier's own limits come near. */
export const MAX_ATTEMPTS = 6;

/** All ringing of one call: nobody listens longer. */
export const MAX_RING_SECONDS = 180;

/** One dial that is over. */
export interface Attempt {
  readonly targetId: string;
  readonly result: Result;
  /** How long it was allowed to ring. */
  readonly ringSeconds: number;
}

/** What of a target decides how often it rings. */
export type Ringing = Pick<Step, 'targetId' | 'ringSeconds' | 'redialsOnBusy' | 'redialsOnNoAnswer'>;

export type Next<S> =
  | { readonly kind: 'dial'; readonly step: S; readonly redial: boolean }
  /** Nobody is left to ring, or the caller has waited long enough. */
  | { readonly kind: 'give-up'; readonly reason: 'nobody-left' | 'attempts' | 'ringing' }
  /** Somebody spoke with the caller, or the caller hung up. */
  | { readonly kind: 'over' };

/** Which dial comes next after those that failed: the same target again where it asks for that, else the next one. */
export function nextAttempt<S extends Ringing>(steps: readonly S[], walked: readonly Attempt[]): Next<S> {
  const last = walked.at(-1);
  if (last?.result === 'completed' || last?.result === 'canceled') return { kind: 'over' };
  const again = last && steps.find((step) => step.targetId === last.targetId && mayRedial(step, walked));
  const tried = new Set(walked.map(({ targetId }) => targetId));
  const step = again ?? steps.find(({ targetId }) => !tried.has(targetId));
  if (!step) return { kind: 'give-up', reason: 'nobody-left' };
  if (walked.length >= MAX_ATTEMPTS) return { kind: 'give-up', reason: 'attempts' };
  const rungSeconds = walked.reduce((sum, { ringSeconds }) => sum + ringSeconds, 0);
  if (rungSeconds + step.ringSeconds > MAX_RING_SECONDS) return { kind: 'give-up', reason: 'ringing' };
  return { kind: 'dial', step, redial: step === again };
}

/** Busy and unanswered dials are counted apart, each against its own allowance; a number that fails is not tried again. */
function mayRedial(step: Ringing, walked: readonly Attempt[]): boolean {
  const result = walked.at(-1)?.result;
  if (result !== 'busy' && result !== 'no-answer') return false;
  const same = walked.filter((attempt) => attempt.targetId === step.targetId && attempt.result === result).length;
  return same <= (result === 'busy' ? step.redialsOnBusy : step.redialsOnNoAnswer);
}
