import type { Counts, Money, Sums } from './tally.ts';

/** The two sides of an outcome and the network between them. */
export type ReportSide = 'advertiser' | 'publisher' | 'network';

/** One key figure. API, console and guides take its words from here; a test holds docs/kpis.md to this list. */
export interface Kpi {
  readonly id: string;
  readonly name: string;
  /** In words that both sides would use. */
  readonly meaning: string;
  readonly formula: string;
  /** `share`: 0 to 1; `minor`: minor units of the currency; `ratio`: a number of times. */
  readonly unit: 'share' | 'seconds' | 'minor' | 'ratio';
  /** Reckoned from money: one for each currency. */
  readonly isOfMoney?: true;
  /** Who is shown it. */
  readonly sides: readonly ReportSide[];
  /** Undefined where there is nothing to divide by. Money in one currency. */
  readonly of: (counts: Counts, money: Money | undefined) => number | undefined;
}

const ratio = (top: number, bottom: number): number | undefined => (bottom === 0 ? undefined : top / bottom);
const minor = (amount: bigint | undefined, bottom: number): number | undefined =>
  amount === undefined || bottom === 0 ? undefined : Math.round(Number(amount) / bottom);

const ALL: readonly ReportSide[] = ['advertiser', 'publisher', 'network'];
const BUYER: readonly ReportSide[] = ['advertiser', 'network'];

const reported = ({ sold, unsold, bad }: Counts): number => sold + unsold + bad;

export const KPIS: readonly Kpi[] = [
  {
    id: 'callRate',
    name: 'Conversion',
    meaning: 'How many visits called; calls of numbers that stand on no page are among the calls too',
    formula: 'calls ÷ visits',
    unit: 'ratio',
    sides: ALL,
    of: ({ calls, visits }) => ratio(calls, visits),
  },
  {
    id: 'visitQualifiedRate',
    name: 'Visits that qualified',
    meaning: 'How many visits led to an outcome that qualified',
    formula: 'qualified ÷ visits',
    unit: 'ratio',
    sides: ALL,
    of: ({ qualified, visits }) => ratio(qualified, visits),
  },
  {
    id: 'fallbackRate',
    name: 'Fallback rate',
    meaning: 'How many visits found every number of their pool taken',
    formula: 'fallbacks ÷ visits',
    unit: 'share',
    sides: ['publisher', 'network'],
    of: ({ fallbacks, visits }) => ratio(fallbacks, visits),
  },
  {
    id: 'qualifiedRate',
    name: 'Qualified rate',
    meaning: 'How many outcomes met every criterion that counts',
    formula: 'qualified ÷ outcomes',
    unit: 'share',
    sides: ALL,
    of: ({ qualified, outcomes }) => ratio(qualified, outcomes),
  },
  {
    id: 'answerRate',
    name: 'Answer rate',
    meaning: 'How many calls somebody talked on',
    formula: 'answered ÷ calls',
    unit: 'share',
    sides: ALL,
    of: ({ answered, calls }) => ratio(answered, calls),
  },
  {
    id: 'averageTalkSeconds',
    name: 'Average talk time',
    meaning: 'From the buyer’s answer to hang-up, of calls that were answered',
    formula: 'talk seconds ÷ answered',
    unit: 'seconds',
    sides: ALL,
    of: ({ talkSeconds, answered }) => ratio(talkSeconds, answered),
  },
  {
    id: 'averageResponseSeconds',
    name: 'Response time',
    meaning: 'From a lead’s delivery to the first word to the person, of leads of which the advertiser said so',
    formula: 'response seconds ÷ leads touched',
    unit: 'seconds',
    sides: ALL,
    of: ({ responseSeconds, touched }) => ratio(responseSeconds, touched),
  },
  {
    id: 'setRate',
    name: 'Set rate',
    meaning: 'Meetings that were set, for each lead and call that was brought',
    formula: 'appointments ÷ (leads + calls)',
    unit: 'ratio',
    sides: ALL,
    of: ({ appointments, leads, calls }) => ratio(appointments, leads + calls),
  },
  {
    id: 'showRate',
    name: 'Show rate',
    meaning: 'Meetings that were held, of those that were due',
    formula: 'held ÷ (held + no-shows)',
    unit: 'share',
    sides: ALL,
    of: ({ held, noShows }) => ratio(held, held + noShows),
  },
  {
    id: 'closeRate',
    name: 'Close rate',
    meaning: 'Qualified outcomes that the advertiser reported as sold',
    formula: 'sold ÷ qualified',
    unit: 'share',
    sides: ALL,
    of: ({ sold, qualified }) => ratio(sold, qualified),
  },
  {
    id: 'badRate',
    name: 'Bad rate',
    meaning: 'Reported outcomes that were never worth anything',
    formula: 'bad ÷ reported',
    unit: 'share',
    sides: ALL,
    of: (counts) => ratio(counts.bad, reported(counts)),
  },
  {
    id: 'disputeRate',
    name: 'Dispute rate',
    meaning: 'Qualified outcomes that a granted dispute or a credit took money back for',
    formula: 'granted disputes ÷ qualified',
    unit: 'share',
    sides: ALL,
    of: ({ disputed, qualified }) => ratio(disputed, qualified),
  },
  {
    id: 'earningsPerVisit',
    name: 'Earnings per visit',
    meaning: 'What a publisher earned for each visit, whether or not it led to anything',
    formula: 'payout ÷ visits',
    unit: 'minor',
    isOfMoney: true,
    sides: ['publisher', 'network'],
    of: ({ visits }, money) => minor(money?.payoutMinor, visits),
  },
  {
    id: 'earningsPerCall',
    name: 'Earnings per call',
    meaning: 'What a publisher earned for each call it brought, qualified or not',
    formula: 'payout of calls ÷ calls',
    unit: 'minor',
    isOfMoney: true,
    sides: ['publisher', 'network'],
    of: ({ calls }, money) => minor(money?.callPayoutMinor, calls),
  },
  {
    id: 'earningsPerOutcome',
    name: 'Earnings per outcome',
    meaning: 'What a publisher earned for each call, lead or appointment it brought, qualified or not',
    formula: 'payout ÷ outcomes',
    unit: 'minor',
    isOfMoney: true,
    sides: ['publisher', 'network'],
    of: ({ outcomes }, money) => minor(money?.payoutMinor, outcomes),
  },
  {
    id: 'costPerClick',
    name: 'Cost per click',
    meaning: 'What a publisher says it paid for each click elsewhere; to compare with, nothing is owed by it',
    formula: 'click cost ÷ clicks',
    unit: 'minor',
    isOfMoney: true,
    sides: ['publisher'],
    of: ({ clicks }, money) => (money && money.clickCostMinor > 0n ? minor(money.clickCostMinor, clicks) : undefined),
  },
  {
    id: 'returnOnClicks',
    name: 'Return on clicks',
    meaning: 'What a publisher earned for each unit of money that it says its clicks cost',
    formula: 'payout ÷ click cost',
    unit: 'ratio',
    isOfMoney: true,
    sides: ['publisher'],
    of: (_counts, money) =>
      money && money.clickCostMinor > 0n ? Number(money.payoutMinor) / Number(money.clickCostMinor) : undefined,
  },
  {
    id: 'costPerVisit',
    name: 'Cost per visit',
    meaning:
      'What the advertiser was charged, for each visit that was brought: to compare with what a click costs it elsewhere',
    formula: 'charge ÷ visits',
    unit: 'minor',
    isOfMoney: true,
    sides: BUYER,
    of: ({ visits }, money) => minor(money?.chargeMinor, visits),
  },
  {
    id: 'costPerQualified',
    name: 'Cost per qualified outcome',
    meaning: 'What the advertiser was charged for each outcome that qualified',
    formula: 'charge ÷ qualified',
    unit: 'minor',
    isOfMoney: true,
    sides: BUYER,
    of: ({ qualified }, money) => minor(money?.chargeMinor, qualified),
  },
  {
    id: 'marginRate',
    name: 'Margin rate',
    meaning: 'What the network keeps of what advertisers are charged',
    formula: '(charge − payout) ÷ charge',
    unit: 'share',
    isOfMoney: true,
    sides: ['network'],
    of: (_counts, money) =>
      money && money.chargeMinor > 0n
        ? Number(money.chargeMinor - money.payoutMinor) / Number(money.chargeMinor)
        : undefined,
  },
  {
    id: 'costPerHeldMeeting',
    name: 'Cost per held meeting',
    meaning:
      'What the advertiser was charged for each meeting that was held, leads before it included where they are in the group',
    formula: 'charge ÷ held',
    unit: 'minor',
    isOfMoney: true,
    sides: BUYER,
    of: ({ held }, money) => minor(money?.chargeMinor, held),
  },
  {
    id: 'revenuePerMeeting',
    name: 'Revenue per meeting',
    meaning: 'What was sold, for each meeting that was held',
    formula: 'reported sales ÷ held',
    unit: 'minor',
    isOfMoney: true,
    sides: BUYER,
    of: ({ held }, money) => minor(money?.saleMinor, held),
  },
  {
    id: 'pipelineValue',
    name: 'Pipeline value',
    meaning:
      'What is still to be expected of qualified outcomes that nobody reported on, at today’s close rate and average sale',
    formula: '(qualified − reported) × (sold ÷ reported) × (sales ÷ sold)',
    unit: 'minor',
    isOfMoney: true,
    sides: BUYER,
    of: (counts, money) => {
      const known = reported(counts);
      if (known === 0 || !money) return undefined;
      return Math.round((Math.max(0, counts.qualified - known) * Number(money.saleMinor)) / known);
    },
  },
  {
    id: 'returnOnSpend',
    name: 'Return on spend',
    meaning: 'What was sold for each unit of money that was charged',
    formula: 'reported sales ÷ charge',
    unit: 'ratio',
    isOfMoney: true,
    sides: BUYER,
    of: (_counts, money) =>
      money && money.chargeMinor > 0n ? Number(money.saleMinor) / Number(money.chargeMinor) : undefined,
  },
];

export interface KpiValue {
  readonly id: string;
  readonly value: number;
  /** Of a figure in money. */
  readonly currency?: string;
}

/** The key figures that a side is shown; those about money once for each currency. */
export function kpisOf({ counts, money }: Sums, side: ReportSide): KpiValue[] {
  return KPIS.filter(({ sides }) => sides.includes(side)).flatMap((kpi): KpiValue[] => {
    if (kpi.isOfMoney) {
      return money.flatMap((each) => {
        const value = kpi.of(counts, each);
        return value === undefined ? [] : [{ id: kpi.id, value, currency: each.currency }];
      });
    }
    const value = kpi.of(counts, undefined);
    return value === undefined ? [] : [{ id: kpi.id, value }];
  });
}
