import { z } from 'zod';
import { shareBps } from '../kernel/money.ts';
import { nonNegativeMinorIn } from '../kernel/schemas.ts';
import type { Day } from '../kernel/time.ts';

/** A quality score as prices and deals go by it. */
export interface KnownQuality {
  /** 0 to 100 (reporting/quality). */
  readonly score: number;
  /** The last day that counts in it. */
  readonly asOf: Day;
}

/** What a deal becomes from a score on. What a tier does not name stays as it was agreed. */
const tier = z.strictObject({
  fromScore: z.int().min(0).max(100),
  payoutBps: z
    .int()
    .min(0)
    .max(30_000)
    .optional()
    .meta({ description: 'Multiplies the payout, in 1/100 of a percent: 11000 is a tenth more', example: 11_000 }),
  bonusMinor: nonNegativeMinorIn.optional().meta({ description: 'Added to the payout' }),
  reserveBps: z
    .int()
    .min(0)
    .max(5_000)
    .optional()
    .meta({ description: 'Kept back of it, in the place of the publisher’s own reserve' }),
});
type QualityTier = z.output<typeof tier>;

/** Whether a higher tier is worth less than a lower one: then it would pay to get worse. */
function isWorse(higher: QualityTier, lower: QualityTier): boolean {
  if ((higher.payoutBps ?? AS_AGREED_BPS) < (lower.payoutBps ?? AS_AGREED_BPS)) return true;
  if ((higher.bonusMinor ?? 0n) < (lower.bonusMinor ?? 0n)) return true;
  return higher.reserveBps !== undefined && lower.reserveBps !== undefined && higher.reserveBps > lower.reserveBps;
}

export const AS_AGREED_BPS = 10_000;

export const qualityTiers = z
  .array(tier)
  .min(1)
  .max(10)
  .superRefine((tiers, context) => {
    for (const [index, higher] of tiers.entries()) {
      for (const lower of tiers) {
        const path = [index, 'fromScore'];
        if (lower !== higher && lower.fromScore === higher.fromScore) {
          context.addIssue({ code: 'custom', path, message: 'is that of another tier too' });
        }
        if (lower.fromScore < higher.fromScore && isWorse(higher, lower)) {
          context.addIssue({ code: 'custom', path, message: `is worth less than the tier from ${lower.fromScore}` });
        }
      }
    }
  })
  .meta({
    id: 'QualityTiers',
    description:
      'The highest tier that the publisher’s score reaches holds; below all of them, and while nobody knows its score, the deal holds as agreed',
  });
export type QualityTiers = z.output<typeof qualityTiers>;

/** The tier that holds, and the score that it holds by: part of the deal version, so terms freeze it as they freeze a price. */
export interface QualityStanding extends KnownQuality {
  readonly tier: QualityTier;
}

/** Undefined where no tier is reached or nobody knows the score. */
export function standingIn(tiers: QualityTiers, known: KnownQuality | undefined): QualityStanding | undefined {
  if (!known) return undefined;
  const reached = tiers.filter(({ fromScore }) => fromScore <= known.score);
  const [highest] = reached.sort((a, b) => b.fromScore - a.fromScore);
  return highest && { ...known, tier: highest };
}

/** What a payout becomes by a tier, half-even; the cap at the charge is the caller's. */
export function payoutByTier(payoutMinor: bigint, standing: QualityStanding | undefined): bigint {
  if (!standing) return payoutMinor;
  const { payoutBps = AS_AGREED_BPS, bonusMinor = 0n } = standing.tier;
  return shareBps(payoutMinor, payoutBps) + bonusMinor;
}

export const qualityStandingStored = z.object({ score: z.int(), asOf: z.string(), tier });

/** In words for a statement: `quality 82: payout × 1.1, 2.00 more, 5 % kept back`. */
export function explainStanding({ score, tier }: QualityStanding, decimal: (minor: bigint) => string): string {
  const { payoutBps = AS_AGREED_BPS, bonusMinor = 0n, reserveBps } = tier;
  const parts = [
    ...(payoutBps === AS_AGREED_BPS ? [] : [`payout × ${payoutBps / AS_AGREED_BPS}`]),
    ...(bonusMinor === 0n ? [] : [`${decimal(bonusMinor)} more`]),
    ...(reserveBps === undefined ? [] : [`${reserveBps / 100} % kept back`]),
  ];
  return `quality ${score}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}
