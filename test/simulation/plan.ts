import type { OfferVersion, Target } from '../../shared/catalog/model.ts';
import type { PayoutSchedule } from '../../shared/catalog/payout-schedule.ts';
import { addDays, DAY_MS, type Day, HOUR_MS, startOfDayMs } from '../../shared/kernel/time.ts';
import type { Actor } from '../../shared/payouts/model.ts';
import {
  type LeadPlan,
  leadOf,
  leadOfferOf,
  type MeetingPlan,
  meetingOf,
  meetingOfferOf,
} from './channels/plan-channels.ts';
import type { Dice, Roll } from './dice.ts';
import type { Outage } from './faults.ts';
import {
  adjustmentOf,
  callOf,
  correctionOf,
  offerOf,
  outageOf,
  publisherOf,
  runOf,
  type Span,
  targetOf,
} from './plan-parts.ts';

/** What the people of one seed do. Each element has its own name, so that a shorter plan changes nothing about the rest. */
export interface Plan {
  /** Everything around one midnight, in bad weather. */
  readonly isStormy: boolean;
  readonly zone: string;
  readonly startMs: number;
  /** From here on nothing goes wrong any more. */
  readonly healMs: number;
  /** The last period closes with this day. */
  readonly lastDay: Day;
  readonly publishers: readonly PublisherPlan[];
  readonly offers: readonly OfferVersion[];
  readonly targets: readonly Target[];
  readonly calls: readonly CallPlan[];
  readonly leadOffer: OfferVersion;
  readonly meetingOffer: OfferVersion;
  readonly leads: readonly LeadPlan[];
  readonly meetings: readonly MeetingPlan[];
  readonly corrections: readonly CorrectionPlan[];
  readonly adjustments: readonly AdjustmentPlan[];
  readonly runs: readonly RunPlan[];
  readonly payees: readonly PayeePlan[];
  readonly outage?: Outage | undefined;
  /** How likely finance is to approve and to give up a run whenever it looks at one. */
  readonly finance: { readonly approves: number; readonly cancels: number };
}

export interface PublisherPlan {
  readonly publisherId: string;
  readonly thresholdMinor: bigint;
  readonly hasPayee: boolean;
  readonly schedule: PayoutSchedule;
}

export interface CallPlan {
  readonly id: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly callerNumber: string;
  readonly startMs: number;
  readonly talkSeconds: number;
}

export interface CorrectionPlan {
  readonly id: string;
  readonly publisherId: string;
  readonly atMs: number;
  /** Absent for a reversal of whichever entry stands there by then. */
  readonly amountMinor?: bigint;
}

/** A clerk takes back a part of what one of the outcomes that stand by then comes to. */
export interface AdjustmentPlan {
  readonly id: string;
  readonly atMs: number;
  /** Which outcome, and how much of it: shares of 1. */
  readonly which: number;
  readonly share: number;
}

export interface RunPlan {
  readonly id: string;
  readonly atMs: number;
  readonly toDay: Day;
  readonly by: Actor;
  /** Somebody gives it up so long after it was opened. */
  readonly cancelAfterMs?: number;
}

export interface PayeePlan {
  readonly id: string;
  readonly publisherId: string;
  readonly atMs: number;
}

const ZONES = ['America/New_York', 'UTC', 'Pacific/Auckland', 'Asia/Kolkata'] as const;
/** Weeks with and without a change of the clocks, and a turn of the year. */
const FIRST_DAYS = ['2026-03-04', '2026-06-10', '2026-10-28', '2026-12-28', '2026-04-01'] as const;

const FINANCE: readonly [Plan['finance'], ...Plan['finance'][]] = [
  { approves: 0.02, cancels: 0.07 },
  { approves: 0.05, cancels: 0.03 },
  { approves: 0.35, cancels: 0.15 },
  { approves: 0.7, cancels: 0.05 },
];

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** Half of all seeds are about one stormy midnight, where a day closes; the others go wider. */
export function planOf(dice: Dice): Plan {
  const roll = dice('plan');
  const isStormy = roll.chance(0.5);
  const zone = roll.pick(ZONES);
  const firstDay = roll.pick(FIRST_DAYS);
  const days = isStormy ? 2 : roll.between(2, 3);
  const hotDay = addDays(firstDay, roll.between(1, days - 1));
  const span: Span = { zone, firstDay, days, hotDay, isStormy };
  const startMs = startOfDayMs(firstDay, zone) + 6 * HOUR_MS;
  const publishers = many(roll.between(1, 3), (index) => publisherOf(dice, index));
  const whose = (each: Roll): string => publishers[each.between(0, publishers.length - 1)]?.publisherId ?? '';
  const offers = many(2, (index) => offerOf(dice, index, isStormy));
  const count = dice('counts');
  const channels = dice('channels');
  return {
    ...{ isStormy, zone, startMs, publishers, offers },
    healMs: startOfDayMs(addDays(firstDay, days + 1), zone) + 12 * HOUR_MS,
    lastDay: addDays(firstDay, days + 4),
    targets: offers.map(targetOf),
    calls: many(count.between(4, isStormy ? 25 : 40), (index) => callOf(dice, index, span, whose)),
    leadOffer: leadOfferOf(dice),
    meetingOffer: meetingOfferOf(dice),
    leads: many(channels.between(0, 6), (index) => leadOf(dice, index, startMs, whose)),
    meetings: many(channels.between(0, 3), (index) => meetingOf(dice, index, startMs, whose)),
    corrections: many(count.between(0, isStormy ? 4 : 12), (index) => correctionOf(dice, index, span, whose)),
    adjustments: many(dice('adjustments').between(0, 5), (index) => adjustmentOf(dice, index, span)),
    runs: many(count.between(2, isStormy ? 3 : 8), (index) => runOf(dice, index, span)),
    payees: many(2, (index) => {
      const each = dice(`payee-${index}`);
      return { id: `payee-${index}`, publisherId: whose(each), atMs: startMs + each.between(0, days * DAY_MS) };
    }),
    outage: outageOf(dice, span),
    finance: dice('finance').pick(FINANCE),
  };
}
