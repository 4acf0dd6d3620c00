import { type Day, type EpochMs, weekdayOf } from '../kernel/time.ts';

/** What a report can be cut by. */
export const DIMENSIONS = [
  'day',
  'weekday',
  'hour',
  'offer',
  'advertiser',
  'publisher',
  'model',
  'source',
  'setter',
  'campaign',
  'medium',
  'term',
  'content',
  'region',
  'target',
  'state',
  'failed',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Those of them that people call by a name of their own; a fact has their ids. */
export const NAMED = ['offer', 'advertiser', 'publisher', 'setter', 'target'] as const satisfies readonly Dimension[];
export type NamedDimension = (typeof NAMED)[number];

/** Where something belongs: every fact has one. */
export interface Place {
  readonly offerId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  readonly model: string;
  readonly source: string;
  /** Who of the publisher's people brought it. */
  readonly setterId?: string | undefined;
  /** Parameters of the landing page's address: `utm_campaign` … */
  readonly campaign?: string | undefined;
  readonly medium?: string | undefined;
  readonly term?: string | undefined;
  readonly content?: string | undefined;
  readonly region?: string | undefined;
  readonly targetId?: string | undefined;
}

/** What an outcome is, for ever: every fact about it carries the same. */
export interface Traits extends Place {
  readonly outcomeId: string;
}

/** How a visit got the number that its page shows: one of its own, a static one, or a static one since the pool was empty. */
export const VISIT_KINDS = ['leased', 'source', 'fallback'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** Visits of one place in the same moment: they have no outcome yet, and most never will. */
export type VisitsFact = Place & {
  readonly kind: 'visits';
  /** The beginning of the moment that they are kept by. */
  readonly atMs: EpochMs;
  readonly got: VisitKind;
  readonly visits: number;
};

/** Why a correction was made, in the ledger's own words (ledger/correction.ts). */
export const BECAUSE = [
  'adjustment',
  'dispute',
  'credit',
  'feedback',
  'late-truth',
  'objection',
  'credit-undone',
] as const;
export type Because = (typeof BECAUSE)[number];

/** What a publisher paid for the clicks of one place and day; told to that publisher alone, and no money follows from it. */
export type ClicksFact = Place & {
  readonly kind: 'clicks';
  /** The beginning of the day. */
  readonly atMs: EpochMs;
  readonly clicks: number;
  readonly costMinor: bigint;
  readonly currency: string;
};

/** One thing that happened to an outcome. Its name follows from what happened, so that a repeat is the same fact. */
export type OutcomeFact =
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
      readonly because: Because;
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
    })
  | (Traits & {
      readonly kind: 'touch';
      /** Of the verdict, as a sale is. */
      readonly atMs: EpochMs;
      /** From delivery to the first word to the person. */
      readonly responseSeconds: number;
    });

/** A retainer that was owed for a month: money beside outcomes, in the books as an entry of its own. */
export type RetainerFact = Place & {
  readonly kind: 'retainer';
  /** When it was booked. */
  readonly atMs: EpochMs;
  readonly retainerId: string;
  readonly month: string;
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly currency: string;
};

/** What is kept one by one; the others are kept together. */
export type KeptFact = OutcomeFact | RetainerFact;

export type Fact = KeptFact | VisitsFact | ClicksFact;

/** Which facts a reader may see and asks for; what is absent is not asked. */
export interface FactFilter {
  readonly publisherId?: string | undefined;
  readonly advertiserId?: string | undefined;
  readonly offerId?: string | undefined;
  readonly model?: string | undefined;
  readonly source?: string | undefined;
  readonly setterId?: string | undefined;
  readonly campaign?: string | undefined;
  readonly medium?: string | undefined;
  readonly term?: string | undefined;
  readonly content?: string | undefined;
  readonly region?: string | undefined;
  readonly targetId?: string | undefined;
}

export const passes = (fact: Fact, filter: FactFilter): boolean =>
  (Object.entries(filter) as [keyof FactFilter, string | undefined][]).every(
    ([name, wanted]) => wanted === undefined || fact[name] === wanted,
  );

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
    case 'weekday':
      return String(weekdayOf(day));
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
    case 'setter':
      return fact.setterId ?? '';
    case 'failed':
      return (fact.kind === 'verdict' && fact.failed) || '';
    case 'model':
    case 'source':
    case 'campaign':
    case 'medium':
    case 'term':
    case 'content':
    case 'region':
      return fact[dimension] ?? '';
  }
}
