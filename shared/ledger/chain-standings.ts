import type { ChainPorts, Standing } from '../outcomes/credit-chain.ts';
import { type Correctable, standingAfter } from './correction.ts';
import type { CorrectionStore } from './ports.ts';

/** What a step still costs: what was given back is no credit, and what a sale added is no part of its price. */
function standingOf(found: Correctable): Standing {
  const { state, verdict } = found.outcome;
  const worth = verdict?.booking?.worth;
  if (!worth) return { state, left: { chargeMinor: 0n, payoutMinor: 0n } };
  const after = standingAfter(found);
  const least = (side: 'chargeMinor' | 'payoutMinor'): bigint => {
    if (after[side] < worth[side]) return after[side];
    return worth[side];
  };
  return { state, left: { chargeMinor: least('chargeMinor'), payoutMinor: least('payoutMinor') } };
}

/** The steps of a chain as corrections left them. */
export const chainStandings =
  (corrections: Pick<CorrectionStore, 'read'>): ChainPorts['standings'] =>
  async (outcomeIds) => {
    const found = await corrections.read(outcomeIds);
    return new Map([...found].map(([outcomeId, each]) => [outcomeId, standingOf(each)]));
  };
