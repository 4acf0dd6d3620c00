import type { OfferVersion, Target } from '../../shared/catalog/model.ts';
import type { PayoutSchedule } from '../../shared/catalog/payout-schedule.ts';
import { addDays, DAY_MS, type Day, HOUR_MS, MINUTE_MS, SECOND_MS, startOfDayMs } from '../../shared/kernel/time.ts';
import type { Actor } from '../../shared/payouts/model.ts';
import { opensAtMs } from '../../shared/payouts/period.ts';
import type { Dice, Roll } from './dice.ts';
import type { Outage } from './faults.ts';
import type { AdjustmentPlan, CallPlan, CorrectionPlan, PublisherPlan, RunPlan } from './plan.ts';

export const ANNA: Actor = { keyId: 'key_anna', subjectId: 'anna' };
export const BEN: Actor = { keyId: 'key_ben', subjectId: 'ben' };
export const CLEO: Actor = { keyId: 'key_cleo', subjectId: 'cleo' };

/** Calls that a target takes at once. */
export const MAX_CONCURRENT = 6;

export const ADVERTISER = 'adv_acme';

/** Steps of one chain: a call or a lead, then a meeting; whoever brings which, it never costs more than its dearest step. */
export const CHAIN = { name: 'sim', withinDays: 90 } as const;

/** The offer of calls that is a step of it. */
const CHAINED_OFFER = 1;

/** Few enough that people come again, by every way. */
export const phoneOf = (roll: Roll): string => `+1312555${String(200 + roll.between(0, 5)).padStart(4, '0')}`;

export interface Span {
  readonly zone: string;
  readonly firstDay: Day;
  readonly days: number;
  /** The day around whose end most things happen. */
  readonly hotDay: Day;
  readonly isStormy: boolean;
}

/** What can go wrong goes wrong around the end of a day: so most things happen there, and most of them just before it. */
function instant(roll: Roll, { zone, firstDay, days, hotDay, isStormy }: Span): number {
  const endMs = startOfDayMs(addDays(hotDay, 1), zone);
  if (isStormy || roll.chance(0.7)) return endMs - roll.between(2 * MINUTE_MS, 16 * MINUTE_MS);
  if (roll.chance(0.4)) return endMs + roll.between(0, 40 * MINUTE_MS);
  return startOfDayMs(addDays(firstDay, roll.between(1, days)), zone) + roll.between(-12 * HOUR_MS, 12 * HOUR_MS);
}

type Whose = (roll: Roll) => string;

/** Some of those who call are people who bring leads and meetings too: a call may start their chain. */
function callerOf(dice: Dice, index: number, roll: Roll): string {
  const own = `+1312555${String(100 + roll.between(0, 60)).padStart(4, '0')}`;
  const other = dice(`call-${index}/person`);
  return other.chance(0.2) ? phoneOf(other) : own;
}

export function callOf(dice: Dice, index: number, span: Span, whose: Whose): CallPlan {
  const roll = dice(`call-${index}`);
  return {
    id: `call-${index}`,
    publisherId: whose(roll),
    talkSeconds: roll.pick([0, 20, 95, 95, 95, 240, 240, 240]),
    offerId: `offer_${roll.between(0, 1)}`,
    callerNumber: callerOf(dice, index, roll),
    startMs: instant(roll, span),
  };
}

export function correctionOf(dice: Dice, index: number, span: Span, whose: Whose): CorrectionPlan {
  const roll = dice(`correction-${index}`);
  const isHot = roll.chance(0.5);
  const startMs = startOfDayMs(span.firstDay, span.zone) + 6 * HOUR_MS;
  const atMs = isHot ? instant(roll, span) : startMs + roll.between(0, span.days * DAY_MS);
  const isReversal = roll.chance(0.25);
  const amountMinor = isReversal ? {} : { amountMinor: BigInt(roll.between(-30, 90) * 25 + 1) };
  return { id: `correction-${index}`, publisherId: whose(dice(`correction-${index}/whose`)), atMs, ...amountMinor };
}

export function adjustmentOf(dice: Dice, index: number, span: Span): AdjustmentPlan {
  const roll = dice(`adjustment-${index}`);
  const startMs = startOfDayMs(span.hotDay, span.zone);
  const atMs = startMs + roll.between(0, 3 * DAY_MS);
  return { id: `adjustment-${index}`, atMs, which: roll.unit(), share: roll.pick([0.2, 0.5, 1]) };
}

export const offerOf = (dice: Dice, index: number, isStormy: boolean): OfferVersion => {
  const roll = dice(`offer-${index}`);
  const chargeMinor = BigInt(roll.between(1, 90) * 50);
  return {
    offerId: `offer_${index}`,
    version: 1,
    advertiserId: ADVERTISER,
    model: 'call',
    name: `Offer ${index}`,
    description: 'Calls of home owners',
    state: 'active',
    criteria: {
      kind: 'all',
      of: [
        { kind: 'talk-time', minSeconds: 60 },
        { kind: 'not', of: { kind: 'repeat', days: 1, scope: 'offer' } },
      ],
    },
    chargeMinor,
    payoutMinor: (chargeMinor * BigInt(roll.between(0, 4))) / 4n,
    currency: 'USD',
    ...(index === CHAINED_OFFER && { pricing: { chain: CHAIN } }),
    holdDays: isStormy ? 0 : roll.pick([0, 0, 0, 1, 2]),
    fallbackDestination: { kind: 'number', number: '+12175550199' },
    createdAtMs: 1_000,
  };
};

export const targetOf = ({ offerId }: OfferVersion): Target => ({
  targetId: `target_of_${offerId}`,
  offerId,
  advertiserId: ADVERTISER,
  name: 'Desk',
  destination: { kind: 'number', number: '+12175550142' },
  state: 'active',
  maxConcurrent: MAX_CONCURRENT,
  priority: 1,
  ringSeconds: 25,
});

/** Most seeds have one, around the end of the hot day; a stormy one always has, and its verdicts can't be booked. */
export function outageOf(dice: Dice, { zone, hotDay, isStormy }: Span): Outage | undefined {
  const roll = dice('outage');
  if (!isStormy && roll.chance(0.33)) return undefined;
  const isBefore = isStormy || roll.chance(0.7);
  const offsetMs = isBefore ? roll.between(-14 * MINUTE_MS, -4 * MINUTE_MS) : roll.between(0, 45 * MINUTE_MS);
  const fromMs = startOfDayMs(addDays(hotDay, 1), zone) + offsetMs;
  const table = isStormy ? 'ledger' : roll.pick(['ledger', 'ledger', 'outcomes', 'payouts']);
  return { table, fromMs, untilMs: fromMs + roll.between(5 * MINUTE_MS, 80 * MINUTE_MS) };
}

export const publisherOf = (dice: Dice, index: number): PublisherPlan => {
  const roll = dice(`publisher-${index}`);
  const thresholdMinor = roll.pick([0n, 0n, 100n, 2_500n]);
  const schedule: PayoutSchedule = dice(`publisher-${index}/schedule`).pick([
    'weekly',
    'weekly',
    'two-weekly',
    'monthly',
    'demand',
  ]);
  return { publisherId: `pub_${index}`, thresholdMinor, hasPayee: roll.chance(0.8), schedule };
};

/** Most runs are asked for about the moment at which they may open, some too early, some days later or for days that were paid. */
export function runOf(dice: Dice, index: number, { zone, firstDay, days, hotDay, isStormy }: Span): RunPlan {
  const roll = dice(`run-${index}`);
  const toDay = index === 0 || roll.chance(0.4) ? hotDay : addDays(firstDay, roll.between(-4, days - 1));
  const isPunctual = isStormy && index === 0;
  const lateMs = isPunctual
    ? roll.between(0, 3 * MINUTE_MS)
    : roll.chance(0.7)
      ? roll.between(-70 * MINUTE_MS, 20 * MINUTE_MS)
      : roll.between(0, 2 * DAY_MS);
  const by = roll.pick([ANNA, BEN]);
  const cancelAfterMs = roll.chance(0.35) ? { cancelAfterMs: roll.between(10 * SECOND_MS, 12 * MINUTE_MS) } : {};
  const opensMs = Math.max(opensAtMs(toDay, zone), startOfDayMs(firstDay, zone) + 8 * HOUR_MS + index * 2 * HOUR_MS);
  return { id: `run-${index}`, atMs: opensMs + lateMs, toDay, by, ...cancelAfterMs };
}
