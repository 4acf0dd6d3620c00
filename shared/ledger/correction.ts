import { deterministicId } from '../kernel/ids.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { Outcome, Worth } from '../outcomes/model.ts';
import { type Posting, postingsOf } from './model.ts';

/**
 * Why money of a judged outcome changed: a clerk's adjustment, a dispute, a credit, what the advertiser reported, truth that
 * came late; or a publisher's own dispute was granted: what was rejected counts (`objection`), a credit is undone.
 */
export const CORRECTION_KINDS = [
  'adjustment',
  'dispute',
  'credit',
  'feedback',
  'late-truth',
  'objection',
  'credit-undone',
] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** One change of what an outcome comes to; it is added to those before it and never edited. */
export interface Correction {
  /** Unique within its outcome: the same cause corrects once. */
  readonly causeId: string;
  readonly kind: CorrectionKind;
  /** Added to the charge; negative credits the advertiser. */
  readonly chargeMinor: bigint;
  /** Added to the payout; negative takes back from the publisher. */
  readonly payoutMinor: bigint;
  /** Shown to both sides. */
  readonly reason: string;
  readonly atMs: EpochMs;
  /** Where it is not payable at once: what late truth adds is held as long as a verdict's money. */
  readonly payableDay?: Day | undefined;
}

/** In what an outcome that owed nothing by its verdict is counted, once late truth makes it worth something. */
export type Basis = Pick<Worth, 'currency' | 'conversion'>;

/** An outcome with all that was corrected of it, in order. */
export interface Correctable {
  readonly outcome: Outcome;
  readonly corrections: readonly Correction[];
  readonly basis?: Basis | undefined;
}

/** What an outcome comes to after its corrections; both in the offer's currency. */
export interface Standing {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
}

/** The public name of a correction. */
export const correctionIdOf = (outcomeId: string, causeId: string): string =>
  deterministicId('adj', outcomeId, causeId);

/**
 * What the verdict itself came to, before any correction.
 *
 * @throws Problem `conflict` for an outcome that never owed anything
 */
export function worthOf({ outcome: { outcomeId, verdict }, basis }: Correctable): Worth {
  if (verdict?.booking) return verdict.booking.worth;
  if (basis) return { chargeMinor: 0n, payoutMinor: 0n, ...basis };
  throw new Problem('conflict', `outcome ${outcomeId} is not qualified: there is nothing to correct`);
}

/** What stands after some of the corrections. */
export function standingAfter(found: Correctable, count = found.corrections.length): Standing {
  let { chargeMinor, payoutMinor } = worthOf(found);
  for (const each of found.corrections.slice(0, count)) {
    chargeMinor += each.chargeMinor;
    payoutMinor += each.payoutMinor;
  }
  return { chargeMinor, payoutMinor };
}

/** Taking back all that is left; undefined where a dispute or an adjustment gave it back before. */
export function restOf(found: Correctable): Standing | undefined {
  const { chargeMinor, payoutMinor } = standingAfter(found);
  if (chargeMinor === 0n && payoutMinor === 0n) return undefined;
  return { chargeMinor: -chargeMinor, payoutMinor: -payoutMinor };
}

/** What nobody decided: an advertiser's credit, and what the terms made of late truth. Disputes and adjustments had their judge. */
export const isUndecided = ({ kind }: Pick<Correction, 'kind'>): boolean => kind === 'credit' || kind === 'late-truth';

/** Whether it was decided on the publisher's own dispute that this outcome counts: nobody takes that back alone. */
export const isUpheld = ({ corrections }: Pick<Correctable, 'corrections'>): boolean =>
  corrections.some(({ kind }) => kind === 'objection' || kind === 'credit-undone');

/** More of one outcome is a quarrel, not a correction; and the item that lists them stays small. */
export const MAX_CORRECTIONS = 40;
/** As the API's own limit (kernel/schemas.ts): sums stay exact JSON numbers. */
const MAX_STANDING_MINOR = 1_000_000_000_000n;

/**
 * Holds a correction against what stands: nobody gets back more than was paid.
 *
 * @throws Problem `invalid` naming `field` for a change of nothing or of more than there is, `conflict` after too many
 */
export function checkCorrection(
  found: Correctable,
  change: Pick<Correction, 'chargeMinor' | 'payoutMinor'>,
  field = 'body',
): void {
  const before = standingAfter(found);
  if (change.chargeMinor === 0n && change.payoutMinor === 0n) {
    throw invalidField(`${field}.chargeMinor`, 'changes nothing, and neither does payoutMinor');
  }
  for (const side of ['chargeMinor', 'payoutMinor'] as const) {
    const after = before[side] + change[side];
    if (after < 0n) throw invalidField(`${field}.${side}`, `takes back more than the ${before[side]} that is left`);
    if (after > MAX_STANDING_MINOR) throw invalidField(`${field}.${side}`, 'is more than an outcome can come to');
  }
  if (found.corrections.length >= MAX_CORRECTIONS) {
    throw new Problem('conflict', `outcome ${found.outcome.outcomeId} was corrected ${MAX_CORRECTIONS} times already`);
  }
}

/** The postings of the correction at `index`: those of what stands after it less those of what stood before. */
export function postingsOfCorrection(found: Correctable, index: number): readonly Posting[] {
  const { advertiserId, terms } = found.outcome;
  const worth = worthOf(found);
  const sides = { advertiserId, publisherId: terms.publisherId };
  const before = postingsOf(sides, { ...worth, ...standingAfter(found, index) });
  const after = postingsOf(sides, { ...worth, ...standingAfter(found, index + 1) });
  return after
    .map((each, at) => ({ ...each, amountMinor: each.amountMinor - (before[at]?.amountMinor ?? 0n) }))
    .filter((each) => each.amountMinor !== 0n);
}
