import { z } from 'zod';
import { shareBps } from '../kernel/money.ts';
import { nonNegativeMinorIn } from '../kernel/schemas.ts';
import { type PriceFacts, priceOf, priceRule } from './price-rules.ts';
import { payoutByTier, type QualityStanding } from './quality-tiers.ts';

/**
 * What an outcome costs and earns where a flat price does not say it. `chargeMinor` and `payoutMinor` of the offer stay: they
 * hold wherever no rule here says otherwise.
 */
const bps = z.int().min(0).max(10_000);

/** What a publisher earns: a rule of its own, a share of the charge, or the charge less the network's fixed fee. */
export const payoutRule = z.union([
  priceRule,
  z.strictObject({ kind: z.literal('charge-share'), shareBps: bps }),
  z.strictObject({ kind: z.literal('fixed-fee'), feeMinor: nonNegativeMinorIn }),
]);
export type PayoutRule = z.output<typeof payoutRule>;

/** What a reported sale adds for both sides: a share of its value, a bonus, or both. */
export const onSale = z
  .strictObject({
    chargeShareBps: bps
      .optional()
      .meta({ description: 'Of the sale, charged to the advertiser; not shown to publishers' }),
    payoutShareBps: bps.optional().meta({ description: 'Of the sale, earned by the publisher' }),
    chargeBonusMinor: nonNegativeMinorIn.optional().meta({ description: 'Not shown to publishers' }),
    payoutBonusMinor: nonNegativeMinorIn.optional(),
  })
  .meta({ id: 'OnSale' });

/**
 * Offers of one advertiser under one name are steps of a chain: a lead, then an appointment, then more. One person pays a chain
 * once: what earlier steps cost is taken off the next one's price (outcomes/credit-chain.ts).
 */
const chain = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'is not a name: 1 to 40 small letters, digits or `-`'),
    withinDays: z.int().min(1).max(365).meta({ description: 'Steps further apart are strangers' }),
  })
  .meta({
    id: 'Chain',
    description: 'Offers of yours under one name: a person is paid for once, whatever the channel',
  });

export const pricing = z
  .strictObject({
    charge: priceRule.optional(),
    payout: payoutRule.optional(),
    onSale: onSale.optional(),
    chain: chain.optional(),
  })
  .meta({ id: 'Pricing', description: 'Where nothing is said here, `chargeMinor` and `payoutMinor` hold' });
export type Pricing = z.output<typeof pricing>;

/** The part of frozen terms that prices an outcome. */
export interface PricedTerms {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly pricing?: Pricing | undefined;
  readonly quality?: QualityStanding | undefined;
}

export interface Price {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
}

/**
 * What an outcome costs and earns, by its frozen terms, its quality tier among them, and what was seen. The publisher never
 * earns more than the advertiser is charged; the network keeps what is between the two.
 */
export function priceOutcome({ chargeMinor, payoutMinor, pricing, quality }: PricedTerms, facts: PriceFacts): Price {
  const charge = (pricing?.charge && priceOf(pricing.charge, facts)) ?? chargeMinor;
  const agreed = payoutOf(pricing?.payout, charge, facts) ?? payoutMinor;
  return cappedPrice({ chargeMinor: charge, payoutMinor: payoutByTier(agreed, quality) });
}

const capped = (amountMinor: bigint, limitMinor: bigint): bigint => {
  if (amountMinor > limitMinor) return limitMinor;
  return amountMinor;
};

/** A publisher never earns more than its advertiser is charged. */
export const cappedPrice = ({ chargeMinor, payoutMinor }: Price): Price => ({
  chargeMinor,
  payoutMinor: capped(payoutMinor, chargeMinor),
});

function payoutOf(rule: PayoutRule | undefined, chargeMinor: bigint, facts: PriceFacts): bigint | undefined {
  if (!rule) return undefined;
  if (rule.kind === 'charge-share') return shareBps(chargeMinor, rule.shareBps);
  if (rule.kind === 'fixed-fee') return chargeMinor > rule.feeMinor ? chargeMinor - rule.feeMinor : 0n;
  return priceOf(rule, facts);
}

/** A price less what earlier steps of the same chain came to; nobody gets anything back for a later step. */
export function lessCredits(price: Price, credits: readonly Price[]): Price {
  const left = (side: keyof Price): bigint => {
    const credited = credits.reduce((sum, each) => sum + each[side], 0n);
    return credited >= price[side] ? 0n : price[side] - credited;
  };
  return cappedPrice({ chargeMinor: left('chargeMinor'), payoutMinor: left('payoutMinor') });
}

/** Whether a price asks for the publisher's quality score: only then is it looked up. */
export const asksQuality = ({ pricing }: PricedTerms): boolean =>
  [pricing?.charge, pricing?.payout].some(
    (rule) => rule?.kind === 'tiers' && rule.tiers.some(({ minQuality }) => minQuality !== undefined),
  );

/** What a reported sale adds, half-even for a share. Nothing without a sale. */
export function priceSale({ pricing }: PricedTerms, saleMinor: bigint | undefined): Price {
  const sale = pricing?.onSale;
  if (!sale || saleMinor === undefined) return { chargeMinor: 0n, payoutMinor: 0n };
  const chargeMinor = shareBps(saleMinor, sale.chargeShareBps ?? 0) + (sale.chargeBonusMinor ?? 0n);
  const payoutMinor = shareBps(saleMinor, sale.payoutShareBps ?? 0) + (sale.payoutBonusMinor ?? 0n);
  return cappedPrice({ chargeMinor, payoutMinor });
}

/** What a publisher reads of it: what it earns, not what the advertiser is charged. */
export function pricingForPublisher({ pricing }: { readonly pricing?: Pricing | undefined }): Pricing | undefined {
  if (!pricing?.payout && !pricing?.onSale && !pricing?.chain) return undefined;
  const { payoutShareBps, payoutBonusMinor } = pricing.onSale ?? {};
  return {
    payout: pricing.payout,
    onSale: pricing.onSale && { payoutShareBps, payoutBonusMinor },
    chain: pricing.chain,
  };
}

/** Why a price could never be meant, with the field; undefined for one that can. */
export function pricingError({
  onSale: sale,
}: Pricing): { readonly field: string; readonly message: string } | undefined {
  if (!sale) return undefined;
  const message = 'a sale can not earn the publisher more than it costs the advertiser';
  if ((sale.payoutShareBps ?? 0) > (sale.chargeShareBps ?? 0)) {
    return { field: 'body.pricing.onSale.payoutShareBps', message };
  }
  if ((sale.payoutBonusMinor ?? 0n) > (sale.chargeBonusMinor ?? 0n)) {
    return { field: 'body.pricing.onSale.payoutBonusMinor', message };
  }
  return undefined;
}

const asNumbers = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

/** A rule as an answer shows it: amounts as the numbers they came as. */
export const showRule = <T>(rule: T): T extends Pricing ? z.input<typeof pricing> : z.input<typeof payoutRule> =>
  JSON.parse(JSON.stringify(rule, asNumbers));
