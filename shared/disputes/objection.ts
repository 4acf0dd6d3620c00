import type { Terms } from '../catalog/model.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import { type Correctable, type Correction, isUndecided } from '../ledger/correction.ts';
import { objectionUntil } from '../outcomes/deadlines.ts';
import type { JudgedOutcome } from '../outcomes/judge-anew.ts';
import type { Worth } from '../outcomes/model.ts';
import type { Claim } from './model.ts';

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * What an outcome with these corrections lacks of what it is worth, as far as nobody decided that it should. Never more than
 * what stands lacks: a clerk may have put a credit right already. A bonus for a sale is beside the price, and fills no lack.
 */
export function missingOf({ outcome, corrections }: Correctable, worth: Worth): Claim {
  const missing = (side: keyof Claim): bigint => {
    const lackAfter = (counted: readonly Correction[]): bigint =>
      counted.reduce((lack, each) => lack - each[side], worth[side] - (outcome.verdict?.booking?.worth[side] ?? 0n));
    const lack = least(
      lackAfter(corrections.filter(isUndecided)),
      lackAfter(corrections.filter(({ kind }) => kind !== 'feedback')),
    );
    if (lack < 0n) return 0n;
    return lack;
  };
  return { chargeMinor: missing('chargeMinor'), payoutMinor: missing('payoutMinor') };
}

export const isNothing = ({ chargeMinor, payoutMinor }: Claim): boolean => chargeMinor === 0n && payoutMinor === 0n;

/** A credit is undone; anything else is an outcome that counts after all. */
export const kindOf = ({ corrections }: Correctable): 'objection' | 'credit-undone' =>
  corrections.some(({ kind }) => kind === 'credit') ? 'credit-undone' : 'objection';

/** The last day on which the publisher may dispute it: counted from the verdict, and anew from each time that money was taken back. */
export function lastDayOf(
  { corrections }: Correctable,
  { verdict: { judgedAtMs } }: JudgedOutcome,
  terms: Terms,
  zone: string,
): Day {
  const takenAtMs = corrections
    .filter((each) => isUndecided(each) && (each.payoutMinor < 0n || each.chargeMinor < 0n))
    .map(({ atMs }): EpochMs => atMs);
  return objectionUntil(terms, judgedAtMs, Math.max(judgedAtMs, ...takenAtMs), zone);
}
