import type { Terms } from '../catalog/model.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { Correctable, CorrectionKind } from '../ledger/correction.ts';
import { objectionUntil } from '../outcomes/deadlines.ts';
import type { JudgedOutcome } from '../outcomes/judge-anew.ts';
import type { Worth } from '../outcomes/model.ts';
import type { Claim } from './model.ts';

/** What nobody decided: an advertiser's credit, and what the terms made of late truth. Disputes and adjustments had their judge. */
const UNDECIDED: readonly CorrectionKind[] = ['credit', 'late-truth'];

/** What an outcome with these corrections lacks of what it is worth, as far as nobody decided that it should. */
export function missingOf({ outcome, corrections }: Correctable, worth: Worth): Claim {
  const undecided = corrections.filter(({ kind }) => UNDECIDED.includes(kind));
  const missing = (side: keyof Claim): bigint => {
    const given = outcome.verdict?.booking?.worth[side] ?? 0n;
    const lack = worth[side] - undecided.reduce((sum, each) => sum + each[side], given);
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
    .filter(({ kind, payoutMinor, chargeMinor }) => UNDECIDED.includes(kind) && (payoutMinor < 0n || chargeMinor < 0n))
    .map(({ atMs }): EpochMs => atMs);
  return objectionUntil(terms, judgedAtMs, Math.max(judgedAtMs, ...takenAtMs), zone);
}
