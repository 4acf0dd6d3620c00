import { z } from 'zod';
import { isoDay, minorOut } from '../../kernel/schemas.ts';

export const qualityTierView = z
  .strictObject({
    fromScore: z.int(),
    payoutBps: z.int().optional().meta({ description: 'Multiplies the payout, in 1/100 of a percent' }),
    bonusMinor: minorOut.optional().meta({ description: 'Added to the payout' }),
    reserveBps: z.int().optional().meta({ description: 'Kept back of it for a while' }),
  })
  .meta({ id: 'QualityTier' });

/** The tier that a deal's terms had, as a publisher and the network read it. */
export const qualityStandingView = z
  .strictObject({
    score: z.int().meta({ description: 'The publisher’s score when the tier was reached' }),
    asOf: isoDay,
    tier: qualityTierView,
  })
  .meta({ id: 'QualityStanding' });
