import type { Day, EpochMs } from '../kernel/time.ts';

/** What a report can be cut by. */
export const DIMENSIONS = [
  'day',
  'hour',
  'offer',
  'advertiser',
  'publisher',
  'model',
  'source',
  'campaign',
  'region',
  'target',
  'state',
  'failed',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What an outcome is, for ever: every fact about it carries the same. */
export interface Traits {
  readonly outcomeId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  readonly model: string;
  readonly source: string;
  readonly campaign?: string | undefined;
  readonly region?: string | undefined;
  readonly targetId?: string | undefined;
}

/** One thing that happened to an outcome. Its name follows from what happened, so that a repeat is the same fact. */
export type Fact =
  | (Traits & {
      readonly kind: 'verdict';
      readonly atMs: EpochMs;
      readonly state: 'qualified' | 'rejected';
      /** The kind of question that a rejected one failed by. */
      readonly failed?: string | undefined;
      readonly talkSeconds?: number | undefined;
      /** Of an appointment: `held`, `no-show`, `cancelled`. */
      readonly attendance?: string | undefined;
      readonly chargeMinor: bigint;
      readonly payoutMinor: bigint;
      readonly currency?: string | undefined;
    })
  | (Traits & {
      readonly kind: 'correction';
      readonly atMs: EpochMs;
      readonly causeId: string;
      readonly chargeMinor: bigint;
      readonly payoutMinor: bigint;
      readonly currency: string;
      readonly because: 'adjustment' | 'dispute' | 'feedback' | 'late-truth';
    })
  | (Traits & {
      readonly kind: 'report';
      /** Of the verdict: what was sold is counted where the outcome is, however late it was sold. */
      readonly atMs: EpochMs;
      readonly result: 'sold' | 'unsold' | 'bad';
      readonly saleMinor: bigint;
      readonly currency?: string | undefined;
      /** The newest report is the one that counts. */
      readonly revision: number;
    });

/** Which facts a reader may see and asks for; what is absent is not asked. */
export interface FactFilter {
  readonly publisherId?: string | undefined;
  readonly advertiserId?: string | undefined;
  readonly offerId?: string | undefined;
  readonly model?: string | undefined;
  readonly source?: string | undefined;
  readonly campaign?: string | undefined;
  readonly region?: string | undefined;
  readonly targetId?: string | undefined;
}

export const passes = (fact: Fact, filter: FactFilter): boolean =>
  (Object.entries(filter) as [keyof FactFilter, string | undefined][]).every(
    ([name, wanted]) => wanted === undefined || fact[name] === wanted,
  );

/** Counts of a group of facts. */
export interface Counts {
  readonly outcomes: number;
  readonly qualified: number;
  readonly rejected: number;
  readonly calls: number;
  /** Calls that somebody talked on. */
  readonly answered: number;
  readonly talkSeconds: number;
  readonly leads: number;
  readonly appointments: number;
  readonly held: number;
  readonly noShows: number;
  readonly sold: number;
  readonly unsold: number;
  readonly bad: number;
  /** Corrections that a dispute made. */
  readonly disputed: number;
}

/** Money of a group in one currency. */
export interface Money {
  readonly currency: string;
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly saleMinor: bigint;
}

export interface Sums {
  readonly counts: Counts;
  /** By currency; amounts of two are never added. */
  readonly money: readonly Money[];
}

const NO_COUNTS: Counts = {
  ...{ outcomes: 0, qualified: 0, rejected: 0, calls: 0, answered: 0, talkSeconds: 0, leads: 0, appointments: 0 },
  ...{ held: 0, noShows: 0, sold: 0, unsold: 0, bad: 0, disputed: 0 },
};

type MutableCounts = { -readonly [K in keyof Counts]: number };
type MutableMoney = { -readonly [K in keyof Money]: Money[K] };

/** Adds facts up, one by one; in whatever order they come the sums are the same. */
export class Tally {
  readonly #counts: MutableCounts = { ...NO_COUNTS };
  readonly #money = new Map<string, MutableMoney>();

  add(fact: Fact): void {
    if (fact.kind === 'verdict') this.#verdict(fact);
    else if (fact.kind === 'report') this.#counts[fact.result] += 1;
    else if (fact.because === 'dispute') this.#counts.disputed += 1;
    if (fact.currency === undefined) return;
    const money = this.#money.get(fact.currency) ?? noMoney(fact.currency);
    this.#money.set(fact.currency, money);
    if (fact.kind === 'report') money.saleMinor += fact.saleMinor;
    else {
      money.chargeMinor += fact.chargeMinor;
      money.payoutMinor += fact.payoutMinor;
    }
  }

  #verdict({ state, model, talkSeconds, attendance }: Extract<Fact, { kind: 'verdict' }>): void {
    const counts = this.#counts;
    counts.outcomes += 1;
    counts[state] += 1;
    if (model === 'call') counts.calls += 1;
    if (model === 'lead') counts.leads += 1;
    if (model === 'appointment') counts.appointments += 1;
    if (attendance === 'held') counts.held += 1;
    if (attendance === 'no-show') counts.noShows += 1;
    if (talkSeconds !== undefined && talkSeconds > 0) {
      counts.answered += 1;
      counts.talkSeconds += talkSeconds;
    }
  }

  sums(): Sums {
    const money = [...this.#money.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
    return { counts: { ...this.#counts }, money };
  }
}

const noMoney = (currency: string): MutableMoney => ({ currency, chargeMinor: 0n, payoutMinor: 0n, saleMinor: 0n });

/** A fact beside the day and hour it is counted in, as the network's clock shows them. */
export interface DatedFact {
  readonly fact: Fact;
  readonly day: Day;
  /** 0 to 23. */
  readonly hour: number;
}

/** What stands in a dimension's column; empty where the fact has none. */
export function valueIn(dimension: Dimension, { fact, day, hour }: DatedFact): string {
  switch (dimension) {
    case 'day':
      return day;
    case 'hour':
      return String(hour).padStart(2, '0');
    case 'offer':
      return fact.offerId;
    case 'advertiser':
      return fact.advertiserId;
    case 'publisher':
      return fact.publisherId;
    case 'target':
      return fact.targetId ?? '';
    case 'state':
      return fact.kind === 'verdict' ? fact.state : '';
    case 'failed':
      return (fact.kind === 'verdict' && fact.failed) || '';
    case 'model':
    case 'source':
    case 'campaign':
    case 'region':
      return fact[dimension] ?? '';
  }
}
