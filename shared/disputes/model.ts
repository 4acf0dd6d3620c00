import { deterministicId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { Problem } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';

/** A dispute's life. What is decided stays decided: whoever was wrong is put right by an adjustment. */
export const DISPUTE_TRANSITIONS = {
  open: ['contested', 'accepted', 'partly-accepted', 'rejected', 'withdrawn'],
  contested: ['accepted', 'partly-accepted', 'rejected', 'withdrawn'],
  accepted: [],
  'partly-accepted': [],
  rejected: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>;

export type DisputeState = keyof typeof DISPUTE_TRANSITIONS;
export const DISPUTE_STATES = Object.keys(DISPUTE_TRANSITIONS) as [DisputeState, ...DisputeState[]];

export const isDecided = (state: DisputeState): boolean => DISPUTE_TRANSITIONS[state].length === 0;

export const DISPUTE_REASONS = [
  'wrong-service',
  'out-of-area',
  'duplicate',
  'spam',
  'fraud',
  'not-interested',
  'other',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

/** `rules`: nobody did it, the offer's rules did. */
export interface Actor {
  readonly role: 'advertiser' | 'publisher' | 'operator' | 'rules';
  readonly subjectId: string;
}

export const RULES: Actor = { role: 'rules', subjectId: 'rules' };

export type Evidence =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string };

/** One step, as both sides are told of it. */
export interface DisputeStep {
  readonly state: DisputeState;
  readonly atMs: EpochMs;
  readonly by: Actor;
  readonly note: string;
  readonly evidence?: readonly Evidence[] | undefined;
}

/** Money of both sides, in the offer's currency: what the advertiser gets back and what the publisher gives back. */
export interface Claim {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
}

/** One outcome is disputed once. */
export interface Dispute {
  readonly disputeId: string;
  readonly outcomeId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly currency: Currency;
  readonly reason: DisputeReason;
  readonly claim: Claim;
  readonly state: DisputeState;
  /** The opening first; each later one moved the state. */
  readonly steps: readonly DisputeStep[];
  /** When the rules decide, should nobody have answered. */
  readonly answerByMs?: EpochMs | undefined;
  readonly unanswered?: 'accept' | 'reject' | undefined;
  /** What was granted; nothing for a dispute that was rejected or withdrawn. */
  readonly granted?: Claim | undefined;
  /** Set once its money is booked, or once it is clear that there is none. */
  readonly settledAtMs?: EpochMs | undefined;
  /** Rises with each change: a change made on an old reading is refused. */
  readonly version: number;
}

export const disputeIdOf = (outcomeId: string): string => deterministicId('dispute', outcomeId);

/** The dispute in its next state. @throws Problem `conflict` when the table has no such transition */
export function moveDispute(dispute: Dispute, step: DisputeStep, granted?: Claim): Dispute {
  const allowed: readonly string[] = DISPUTE_TRANSITIONS[dispute.state];
  if (!allowed.includes(step.state)) {
    throw new Problem('conflict', `dispute ${dispute.disputeId} is ${dispute.state} and can not become ${step.state}`);
  }
  return {
    ...dispute,
    state: step.state,
    steps: [...dispute.steps, step],
    granted,
    version: dispute.version + 1,
  };
}

/** When it needs attention next; undefined once everything is done, `Infinity` while only people can go on. */
export function dueAtMs({ state, steps, answerByMs, settledAtMs }: Dispute): EpochMs | undefined {
  if (settledAtMs !== undefined) return undefined;
  if (isDecided(state)) return steps.at(-1)?.atMs;
  return state === 'open' && answerByMs !== undefined ? answerByMs : Number.POSITIVE_INFINITY;
}
