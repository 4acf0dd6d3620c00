import { deterministicId } from '../kernel/ids.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Outcome, Verdict } from '../outcomes/model.ts';
import { type Posting, postingsOf } from './model.ts';

/** Why money of a judged outcome changed: an operator's or clerk's adjustment, a dispute, or what the advertiser reported. */
export const CORRECTION_KINDS = ['adjustment', 'dispute', 'feedback'] as const;
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
}

export type Booking = NonNullable<Verdict['booking']>;

/** An outcome with all that was corrected of it, in order. */
export interface Correctable {
  readonly outcome: Outcome;
  readonly corrections: readonly Correction[];
}

/** What an outcome comes to after its corrections; both in the offer's currency. */
export interface Standing {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
}

/** The public name of a correction. */
export const correctionIdOf = (outcomeId: string, causeId: string): string =>
  deterministicId('adj', outcomeId, causeId);

/** @throws Problem `conflict` for an outcome that owes nothing */
export function bookingOf({ outcomeId, verdict }: Outcome): Booking {
  if (!verdict?.booking)
    throw new Problem('conflict', `outcome ${outcomeId} is not qualified: there is nothing to correct`);
  return verdict.booking;
}

/** What stands after some of the corrections. */
export function standingAfter({ outcome, corrections }: Correctable, count = corrections.length): Standing {
  const { worth } = bookingOf(outcome);
  let { chargeMinor, payoutMinor } = worth;
  for (const each of corrections.slice(0, count)) {
    chargeMinor += each.chargeMinor;
    payoutMinor += each.payoutMinor;
  }
  return { chargeMinor, payoutMinor };
}

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
  const { worth, posting } = bookingOf(found.outcome);
  const sides = { advertiserId: found.outcome.advertiserId, publisherId: posting.publisherId };
  const before = postingsOf(sides, { ...worth, ...standingAfter(found, index) });
  const after = postingsOf(sides, { ...worth, ...standingAfter(found, index + 1) });
  return after
    .map((each, at) => ({ ...each, amountMinor: each.amountMinor - (before[at]?.amountMinor ?? 0n) }))
    .filter((each) => each.amountMinor !== 0n);
}
