import type { PayeeProblem } from '../catalog/payee.ts';
import type { Decision } from './model.ts';

export interface LineInput {
  /** Something is owed in a currency that the publisher is not paid in; converting it is not guessed here. */
  readonly isMixed: boolean;
  readonly entryCount: number;
  readonly carriedInMinor: bigint;
  /** Something that was kept back is given back. */
  readonly isReleasing?: boolean;
  /** Entries of the period and what was carried, less what is kept back, and what is given back of that. */
  readonly totalMinor: bigint;
  readonly thresholdMinor: bigint;
  /** Why the payee can't be paid; undefined when it can. */
  readonly payeeProblem?: PayeeProblem | undefined;
}

/** A line about nothing, or one that can't say what it comes to, says nothing that the next one could build on. */
export const isInChain = (decision: Decision): boolean =>
  decision.kind === 'pay' || (decision.kind === 'carry' && decision.reason !== 'currency');

/**
 * Pay, carry or nothing. A line is never negative and never less than its publisher's threshold; whatever is not paid is
 * carried whole. Reasons are tried in the order in which the publisher could do something about them.
 */
export function decideLine(input: LineInput): Decision {
  const { totalMinor, thresholdMinor, entryCount, carriedInMinor } = input;
  if (input.isMixed) return { kind: 'carry', reason: 'currency' };
  if (totalMinor < 0n) return { kind: 'carry', reason: 'negative' };
  if (totalMinor === 0n) {
    return entryCount === 0 && carriedInMinor === 0n && !input.isReleasing
      ? { kind: 'nothing' }
      : { kind: 'carry', reason: 'zero' };
  }
  if (totalMinor < thresholdMinor) return { kind: 'carry', reason: 'below-threshold' };
  if (input.payeeProblem) return { kind: 'carry', reason: input.payeeProblem };
  return { kind: 'pay' };
}
