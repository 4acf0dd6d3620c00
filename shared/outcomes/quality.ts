/** What advertisers reported of a publisher's or a source's qualified outcomes. */
export interface QualityCounts {
  readonly sold: number;
  readonly unsold: number;
  readonly bad: number;
}

/**
 * Before anybody has reported anything a quarter is taken to sell and a twentieth to be bad, with the weight of twenty
 * reports: so the first bad one of a newcomer ruins nobody, and a hundred reports speak for themselves.
 */
const PRIOR_REPORTS = 20;
const PRIOR_SOLD = 0.25;
const PRIOR_BAD = 0.05;

/**
 * A score from 0 to 100: `100 × (1 − bad) × (0.5 + 0.5 × sold)`, both rates smoothed towards what is usual (a Beta prior). All
 * sold gives 100, all unsold but honest 50, all bad 0; nothing reported gives 59.
 */
export function qualityScore({ sold, unsold, bad }: QualityCounts): number {
  const reports = sold + unsold + bad + PRIOR_REPORTS;
  const soldRate = (sold + PRIOR_SOLD * PRIOR_REPORTS) / reports;
  const badRate = (bad + PRIOR_BAD * PRIOR_REPORTS) / reports;
  return Math.round(100 * (1 - badRate) * (0.5 + 0.5 * soldRate));
}
