import { type Currency, toDecimal } from '../kernel/money.ts';
import { DEFAULT_WINDOWS } from './aftermath.ts';
import { criteriaInWords, hoursInWords } from './criteria-in-words.ts';
import type { OfferVersion } from './model.ts';
import type { PriceTier } from './price-rules.ts';
import type { PayoutRule } from './pricing.ts';

type Readable = Pick<
  OfferVersion,
  'model' | 'joining' | 'criteria' | 'payoutMinor' | 'currency' | 'holdDays' | 'pricing' | 'windows'
> &
  Partial<Pick<OfferVersion, 'chargeMinor'>>;

const percent = (bps: number): string => `${bps / 100} %`;

function tierInWords(
  { hours, regions, minQuality, minTalkSeconds, amountMinor }: PriceTier,
  currency: Currency,
): string {
  const conditions = [
    hours && `it begins ${hoursInWords(hours)}`,
    regions && `it comes from ${regions.join(' or ')}`,
    minQuality === undefined ? undefined : `the publisher’s quality is at least ${minQuality}`,
    minTalkSeconds === undefined ? undefined : `the talk lasts at least ${minTalkSeconds} s`,
  ].filter((condition) => condition !== undefined);
  return `${toDecimal(amountMinor, currency)} ${currency} where ${conditions.join(' and ')}`;
}

function ruleInWords(rule: PayoutRule, currency: Currency): string {
  switch (rule.kind) {
    case 'flat':
      return `${toDecimal(rule.amountMinor, currency)} ${currency}`;
    case 'tiers':
      return `${rule.tiers.map((tier) => tierInWords(tier, currency)).join('; ')}; otherwise ${toDecimal(rule.otherwiseMinor, currency)} ${currency}`;
    case 'bid-share':
      return `${percent(rule.shareBps)} of what is bid for it`;
    case 'charge-share':
      return `${percent(rule.shareBps)} of what the advertiser is charged`;
    case 'fixed-fee':
      return `what the advertiser is charged less ${toDecimal(rule.feeMinor, currency)} ${currency}`;
  }
}

const priceInWords = (rule: PayoutRule | undefined, flatMinor: bigint, currency: Currency): string =>
  rule ? ruleInWords(rule, currency) : `${toDecimal(flatMinor, currency)} ${currency}`;

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const ONE = { call: 'a call', lead: 'a lead', appointment: 'an appointment' } as const;

/** What its terms come to, a sentence each, for whoever reads it: a publisher, whom nobody tells the charge, or its advertiser. */
export function offerInWords(offer: Readable): readonly string[] {
  const { model, joining, criteria, payoutMinor, chargeMinor, currency, holdDays, pricing } = offer;
  const { disputeDays, objectionDays = disputeDays } = offer.windows ?? DEFAULT_WINDOWS;
  const payout = priceInWords(pricing?.payout, payoutMinor, currency);
  return [
    `It qualifies when ${criteriaInWords(criteria)}.`,
    ...(chargeMinor === undefined
      ? []
      : [
          `The advertiser pays for ${ONE[model]} that qualifies: ${priceInWords(pricing?.charge, chargeMinor, currency)}.`,
        ]),
    `The publisher earns for ${ONE[model]} that qualifies: ${payout}.`,
    ...saleInWords(offer),
    `It becomes payable ${days(holdDays)} after the verdict.`,
    `The advertiser may dispute it within ${days(disputeDays)}.`,
    `The publisher may dispute a rejection or a credit within ${days(objectionDays)}.`,
    ...refusalInWords(offer),
    ...(joining === 'on-request' ? ['Publishers ask to join it, and bring nothing before they are let in.'] : []),
  ];
}

function refusalInWords({ windows, model }: Readable): readonly string[] {
  const { creditDays, replacement } = windows ?? {};
  if (creditDays !== undefined) {
    return [`The advertiser may take its charge back within ${days(creditDays)}, without anybody deciding.`];
  }
  if (!replacement) return [];
  const { askDays, deliverDays } = replacement;
  return [
    `The advertiser may refuse it within ${days(askDays)}: then the next ${model} that qualifies earns nothing, and where none comes in ${days(deliverDays)} the payout is taken back.`,
  ];
}

function saleInWords({ pricing, currency }: Readable): readonly string[] {
  const { payoutShareBps, payoutBonusMinor } = pricing?.onSale ?? {};
  const parts = [
    payoutShareBps === undefined ? undefined : `${percent(payoutShareBps)} of the sale`,
    payoutBonusMinor === undefined ? undefined : `${toDecimal(payoutBonusMinor, currency)} ${currency}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0
    ? []
    : [`When the advertiser reports a sale, the publisher earns ${parts.join(' and ')} more.`];
}
