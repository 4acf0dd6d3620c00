import { deterministicId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { Problem } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Worth } from '../outcomes/model.ts';

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

/** What a publisher says against a rejection or a credit. */
export const OBJECTION_REASONS = [
  'met-the-terms',
  'wrongly-measured',
  'not-a-repeat',
  'in-area',
  'unfounded-credit',
  'other',
] as const;
export type ObjectionReason = (typeof OBJECTION_REASONS)[number];

export const ALL_REASONS = [...new Set([...DISPUTE_REASONS, ...OBJECTION_REASONS])] as [
  DisputeReason | ObjectionReason,
  ...(DisputeReason | ObjectionReason)[],
];

/** Who said that the outcome was judged wrong. */
export const OPENERS = ['advertiser', 'publisher'] as const;
export type Opener = (typeof OPENERS)[number];

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

/**
 * Money of both sides, in the offer's currency: what the advertiser gets back and the publisher gives back; where the publisher
 * opened it, what the advertiser pays and the publisher earns.
 */
export interface Claim {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
}

/** One outcome is disputed once by each side. */
export interface Dispute {
  readonly disputeId: string;
  readonly openedBy: Opener;
  readonly outcomeId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly currency: Currency;
  readonly reason: DisputeReason | ObjectionReason;
  readonly claim: Claim;
  readonly state: DisputeState;
  /** The opening first; each later one moved the state. */
  readonly steps: readonly DisputeStep[];
  /** When the rules decide, should nobody have acted: see {@link ruledAtMs}. */
  readonly answerByMs?: EpochMs | undefined;
  readonly unanswered?: 'accept' | 'reject' | undefined;
  /** What was granted; nothing for a dispute that was rejected or withdrawn. */
  readonly granted?: Claim | undefined;
  /** What the outcome was found to be worth, where the publisher opened it and it was granted. */
  readonly worth?: Worth | undefined;
  /** Set once its money is booked, or once it is clear that there is none. */
  readonly settledAtMs?: EpochMs | undefined;
  /** Rises with each change: a change made on an old reading is refused. */
  readonly version: number;
}

export const disputeIdOf = (outcomeId: string, openedBy: Opener = 'advertiser'): string =>
  openedBy === 'advertiser' ? deterministicId('dispute', outcomeId) : deterministicId('dispute', outcomeId, openedBy);

/** Both that an outcome can have. */
export const disputeIdsOf = (outcomeId: string): readonly string[] =>
  OPENERS.map((openedBy) => disputeIdOf(outcomeId, openedBy));

/** What a decision grants; nothing where it refuses. */
export type Granted = Pick<Dispute, 'granted' | 'worth'>;

/** The dispute in its next state. @throws Problem `conflict` when the table has no such transition */
export function moveDispute(dispute: Dispute, step: DisputeStep): Dispute {
  const allowed: readonly string[] = DISPUTE_TRANSITIONS[dispute.state];
  if (!allowed.includes(step.state)) {
    throw new Problem('conflict', `dispute ${dispute.disputeId} is ${dispute.state} and can not become ${step.state}`);
  }
  return {
    ...dispute,
    ...timeAnew(dispute, step),
    state: step.state,
    steps: [...dispute.steps, step],
    version: dispute.version + 1,
  };
}

/** Whoever contests a publisher's dispute hands it to the network, which then has as long to decide as there was to answer. */
function timeAnew({ openedBy, steps: [opening], answerByMs }: Dispute, step: DisputeStep): Pick<Dispute, 'answerByMs'> {
  if (step.state !== 'contested' || openedBy !== 'publisher' || !opening || answerByMs === undefined) return {};
  return { answerByMs: step.atMs + answerByMs - opening.atMs };
}

/** When the rules decide it: an advertiser's that nobody answered, a publisher's that nobody decided. Never where undefined. */
export function ruledAtMs({ state, openedBy, answerByMs }: Dispute): EpochMs | undefined {
  return state === 'open' || (state === 'contested' && openedBy === 'publisher') ? answerByMs : undefined;
}

/** When it needs attention next; undefined once everything is done, `Infinity` while only people can go on. */
export function dueAtMs(dispute: Dispute): EpochMs | undefined {
  if (dispute.settledAtMs !== undefined) return undefined;
  if (isDecided(dispute.state)) return dispute.steps.at(-1)?.atMs;
  return ruledAtMs(dispute) ?? Number.POSITIVE_INFINITY;
}
