import type { Counts } from '../tally.ts';

/** What a publisher's or a source's quality is reckoned from: shares of what it brought, never how much that was. */
export type QualityCounts = Pick<
  Counts,
  'outcomes' | 'qualified' | 'held' | 'noShows' | 'sold' | 'unsold' | 'bad' | 'disputed'
>;

export const NOTHING_KNOWN: QualityCounts = {
  ...{ outcomes: 0, qualified: 0, held: 0, noShows: 0 },
  ...{ sold: 0, unsold: 0, bad: 0, disputed: 0 },
};

/** One part of the score. API, console and guides take its words from here; a test holds docs/kpis.md to this list. */
export interface QualityPart {
  readonly id: 'qualified' | 'shown' | 'undisputed' | 'sold';
  readonly name: string;
  readonly meaning: string;
  readonly formula: string;
  /** The most it gives; those of all parts are 100. */
  readonly points: number;
  /** The share, 0 to 1, that is taken to be usual before anything is known. */
  readonly usual: number;
  /** What is divided by what: `of` is what it was seen of. */
  readonly seen: (counts: QualityCounts) => { readonly good: number; readonly of: number };
}

export const QUALITY_PARTS: readonly QualityPart[] = [
  {
    id: 'qualified',
    name: 'Qualified',
    meaning: 'How much of what was brought met every criterion',
    formula: 'qualified ÷ outcomes',
    points: 25,
    usual: 0.5,
    seen: ({ qualified, outcomes }) => ({ good: qualified, of: outcomes }),
  },
  {
    id: 'shown',
    name: 'Shown up',
    meaning: 'How many of the meetings that were due were held',
    formula: 'held ÷ (held + no-shows)',
    points: 25,
    usual: 0.75,
    seen: ({ held, noShows }) => ({ good: held, of: held + noShows }),
  },
  {
    id: 'undisputed',
    name: 'Undisputed',
    meaning: 'How much of what qualified stood: one granted dispute in four leaves nothing',
    formula: '1 − 4 × granted disputes ÷ qualified',
    points: 20,
    usual: 0.92,
    seen: ({ qualified, disputed }) => ({ good: qualified - 4 * disputed, of: qualified }),
  },
  {
    id: 'sold',
    name: 'Sold',
    meaning:
      'What became of the outcomes that advertisers reported on: sold counts whole, unsold but honest half, bad not at all',
    formula: '(sold + unsold ÷ 2) ÷ reported',
    points: 30,
    usual: 0.6,
    seen: ({ sold, unsold, bad }) => ({ good: sold + unsold / 2, of: sold + unsold + bad }),
  },
];

/**
 * What is usual counts as much as so many outcomes: the first no-show of a newcomer ruins nobody, and hundreds speak for
 * themselves.
 */
export const USUAL_WEIGHS = 20;

export interface ScoredPart {
  readonly part: QualityPart;
  /** 0 to `part.points`. */
  readonly points: number;
  /** As it was seen, undefined where there was nothing to see. */
  readonly share: number | undefined;
  readonly of: number;
}

export interface Quality {
  /** 0 to 100. */
  readonly score: number;
  readonly parts: readonly ScoredPart[];
}

const atLeastZero = (share: number): number => Math.max(0, share);

function scorePart(part: QualityPart, counts: QualityCounts): ScoredPart {
  const { good, of } = part.seen(counts);
  const smoothed = atLeastZero((good + part.usual * USUAL_WEIGHS) / (of + USUAL_WEIGHS));
  return { part, points: part.points * smoothed, share: of === 0 ? undefined : atLeastZero(good / of), of };
}

/**
 * The one definition of quality: the points of all parts, each a share smoothed towards what is usual (a Beta prior). What
 * nobody knows of counts as usual, so whoever only brings calls neither wins nor loses by meetings. Bringing more of the same
 * changes nothing: volume alone earns no point.
 */
export function qualityOf(counts: QualityCounts): Quality {
  const parts = QUALITY_PARTS.map((part) => scorePart(part, counts));
  return { score: Math.round(parts.reduce((sum, { points }) => sum + points, 0)), parts };
}
