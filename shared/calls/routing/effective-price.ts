import { shareBps } from '../../kernel/money.ts';
import type { Candidate, Competition, TargetState } from './model.ts';

const ALL_BPS = 10_000;

const WORTH: Readonly<Record<Competition['worth'], (candidate: Candidate) => bigint>> = {
  charge: ({ chargeMinor }) => chargeMinor,
  payout: ({ payoutMinor }) => payoutMinor,
  margin: ({ chargeMinor, payoutMinor }) => chargeMinor - payoutMinor,
};

/**
 * What a candidate competes with, in minor units, half-even. A price that is answered half the time is worth half; one
 * nobody has tried counts in full, or no newcomer would ever be tried.
 */
export function effectivePrice(candidate: Candidate, competition: Competition, state: TargetState): bigint {
  const worthMinor = WORTH[competition.worth](candidate);
  return competition.weighAnswers ? shareBps(worthMinor, state.answeredBps ?? ALL_BPS) : worthMinor;
}
