import type { Candidate, Competition, TargetState } from './model.ts';

export const ALL_BPS = 10_000;

const WORTH: Readonly<Record<Competition['worth'], (candidate: Candidate) => bigint>> = {
  charge: ({ chargeMinor }) => chargeMinor,
  payout: ({ payoutMinor }) => payoutMinor,
  margin: ({ chargeMinor, payoutMinor }) => chargeMinor - payoutMinor,
};

/**
 * What a candidate competes with, in minor units and parts of them. A price that is answered half the time is worth half; one
 * nobody has tried counts in full, or no newcomer would ever be tried.
 *
 * A plain number, unlike money: it is compared and shown, never booked, and a thousand of them are needed while a caller waits.
 */
export function effectivePrice(candidate: Candidate, competition: Competition, state: TargetState): number {
  const worthMinor = Number(WORTH[competition.worth](candidate));
  return competition.weighAnswers ? (worthMinor * (state.answeredBps ?? ALL_BPS)) / ALL_BPS : worthMinor;
}
