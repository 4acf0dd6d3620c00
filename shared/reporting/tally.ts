import type { Because, Fact, VisitsFact } from './model.ts';

/** Counts of a group of facts. */
export interface Counts {
  /** Landings on pages with the tag; a visitor who comes back for its number is none. */
  readonly visits: number;
  /** Visits that found every number of their pool taken. */
  readonly fallbacks: number;
  /** Clicks that the publisher says it paid for. */
  readonly clicks: number;
  readonly outcomes: number;
  readonly qualified: number;
  readonly rejected: number;
  readonly calls: number;
  /** Calls that somebody talked on. */
  readonly answered: number;
  readonly talkSeconds: number;
  readonly leads: number;
  /** Delivered leads of which the advertiser said when it first spoke to the person. */
  readonly touched: number;
  /** From delivery to that, in all. */
  readonly responseSeconds: number;
  readonly appointments: number;
  readonly held: number;
  readonly noShows: number;
  readonly sold: number;
  readonly unsold: number;
  readonly bad: number;
  /**
   * Corrections that an advertiser's dispute or credit made, less the credits that a publisher's dispute undid; never below
   * zero, where those were of another period.
   */
  readonly disputed: number;
}

/** Money of a group in one currency. */
export interface Money {
  readonly currency: string;
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly saleMinor: bigint;
  /** Of the payout, what calls earned. */
  readonly callPayoutMinor: bigint;
  /** What the publisher paid for clicks elsewhere. */
  readonly clickCostMinor: bigint;
}

export interface Sums {
  readonly counts: Counts;
  /** By currency; amounts of two are never added. */
  readonly money: readonly Money[];
}

const NO_COUNTS: Counts = {
  ...{ visits: 0, fallbacks: 0, clicks: 0, touched: 0, responseSeconds: 0 },
  ...{ outcomes: 0, qualified: 0, rejected: 0, calls: 0, answered: 0, talkSeconds: 0, leads: 0, appointments: 0 },
  ...{ held: 0, noShows: 0, sold: 0, unsold: 0, bad: 0, disputed: 0 },
};

export const COUNT_NAMES: readonly string[] = Object.keys(NO_COUNTS);

type MutableCounts = { -readonly [K in keyof Counts]: number };
type MutableMoney = { -readonly [K in keyof Money]: Money[K] };

/** A publisher's own dispute never counts against it; one that undoes a credit counts that credit off again. */
const DISPUTED_BY: Readonly<Partial<Record<Because, number>>> = { dispute: 1, credit: 1, 'credit-undone': -1 };

/** Adds facts up, one by one; in whatever order they come the sums are the same. */
export class Tally {
  readonly #counts: MutableCounts = { ...NO_COUNTS };
  readonly #money = new Map<string, MutableMoney>();

  add(fact: Fact): void {
    switch (fact.kind) {
      case 'visits':
        this.#visits(fact);
        break;
      case 'clicks':
        this.#counts.clicks += fact.clicks;
        this.#in(fact.currency).clickCostMinor += fact.costMinor;
        break;
      case 'touch':
        this.#counts.touched += 1;
        this.#counts.responseSeconds += fact.responseSeconds;
        break;
      case 'report':
        this.#counts[fact.result] += 1;
        if (fact.currency !== undefined) this.#in(fact.currency).saleMinor += fact.saleMinor;
        break;
      case 'verdict':
        this.#verdict(fact);
        this.#worth(fact);
        break;
      case 'correction':
        this.#counts.disputed += DISPUTED_BY[fact.because] ?? 0;
        this.#worth(fact);
        break;
      case 'retainer':
        this.#worth(fact);
    }
  }

  #worth(fact: Extract<Fact, { chargeMinor: bigint }>): void {
    if (fact.currency === undefined) return;
    const money = this.#in(fact.currency);
    money.chargeMinor += fact.chargeMinor;
    money.payoutMinor += fact.payoutMinor;
    if (fact.model === 'call' && fact.kind !== 'retainer') money.callPayoutMinor += fact.payoutMinor;
  }

  #in(currency: string): MutableMoney {
    const money = this.#money.get(currency) ?? noMoney(currency);
    this.#money.set(currency, money);
    return money;
  }

  #visits({ visits, got }: VisitsFact): void {
    this.#counts.visits += visits;
    if (got === 'fallback') this.#counts.fallbacks += visits;
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
    return { counts: { ...this.#counts, disputed: Math.max(0, this.#counts.disputed) }, money };
  }
}

const noMoney = (currency: string): MutableMoney => ({
  currency,
  ...{ chargeMinor: 0n, payoutMinor: 0n, saleMinor: 0n, callPayoutMinor: 0n, clickCostMinor: 0n },
});
