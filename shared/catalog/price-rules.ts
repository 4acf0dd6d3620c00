import { z } from 'zod';
import { shareBps } from '../kernel/money.ts';
import { positiveMinorIn } from '../kernel/schemas.ts';
import { type EpochMs, wallClock } from '../kernel/time.ts';
import { regionCode, weeklyHours } from './criteria.ts';
import { isOpenOn } from './opening-hours.ts';

/**
 * What an outcome costs, as a rule: a kind and its numbers. One pure function reads them for routing, which must guess before
 * anybody has talked, and for judging, which knows. A new kind is a schema here and a case in {@link priceOf}.
 */

/** What a tier may look at. Everything it names must hold. */
const tier = z
  .strictObject({
    hours: weeklyHours.optional(),
    regions: z.array(regionCode).min(1).max(100).optional(),
    /** The publisher's quality score, 0 to 100. */
    minQuality: z.int().min(0).max(100).optional(),
    minTalkSeconds: z.int().min(1).max(86_400).optional(),
    amountMinor: positiveMinorIn,
  })
  .refine(({ amountMinor: _amount, ...conditions }) => Object.values(conditions).some((each) => each !== undefined), {
    message: 'names no condition; that is what `otherwiseMinor` is for',
  });
export type PriceTier = z.output<typeof tier>;

export const priceRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), amountMinor: positiveMinorIn }),
  /** The first tier that holds. */
  z.strictObject({
    kind: z.literal('tiers'),
    tiers: z.array(tier).min(1).max(20),
    otherwiseMinor: positiveMinorIn,
  }),
  /** A share of what was bid for the call: all of it for what an advertiser is charged, less for what a publisher earns. */
  z.strictObject({ kind: z.literal('bid-share'), shareBps: z.int().min(1).max(10_000) }),
]);
export type PriceRule = z.output<typeof priceRule>;

/** What is known of an outcome when it is priced; absent is not known. */
export interface PriceFacts {
  readonly atMs: EpochMs;
  /** ISO 3166 country or state: `US-IL`. */
  readonly region?: string | undefined;
  readonly quality?: number | undefined;
  readonly talkSeconds?: number | undefined;
  readonly bidMinor?: bigint | undefined;
}

/**
 * The price of an outcome, half-even where it is a share; undefined where the rule prices something that this outcome has
 * not, such as a bid. What is not known meets no condition, so that nobody is charged for a guess.
 */
export function priceOf(rule: PriceRule, facts: PriceFacts): bigint | undefined {
  switch (rule.kind) {
    case 'flat':
      return rule.amountMinor;
    case 'tiers':
      return rule.tiers.find((each) => isMet(each, facts))?.amountMinor ?? rule.otherwiseMinor;
    case 'bid-share':
      return facts.bidMinor === undefined ? undefined : shareBps(facts.bidMinor, rule.shareBps);
  }
}

function isMet({ hours, regions, minQuality, minTalkSeconds }: PriceTier, facts: PriceFacts): boolean {
  const { atMs, region, quality, talkSeconds } = facts;
  if (hours && !isOpenOn(hours, wallClock(atMs, hours.zone))) return false;
  if (regions && !(region !== undefined && regions.some((code) => region === code || region.startsWith(`${code}-`)))) {
    return false;
  }
  if (minQuality !== undefined && (quality ?? -1) < minQuality) return false;
  return minTalkSeconds === undefined || (talkSeconds ?? -1) >= minTalkSeconds;
}
