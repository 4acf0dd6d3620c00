import type { ChainPorts, Standing } from '../outcomes/credit-chain.ts';
import { type Correctable, standingAfter, worthOf } from './correction.ts';
import type { CorrectionStore } from './ports.ts';

/** What a step still costs: what was given back is no credit, and what a sale added is no part of its price, as late truth and a granted objection are. */
function standingOf(found: Correctable): Standing {
  const { state, verdict } = found.outcome;
  if (!verdict?.booking && !found.basis) return { state, left: { chargeMinor: 0n, payoutMinor: 0n } };
  const worth = worthOf(found);
  const later = found.corrections.filter(({ kind }) => kind === 'late-truth' || kind === 'objection');
  const after = standingAfter(found);
  const least = (side: 'chargeMinor' | 'payoutMinor'): bigint => {
    const price = later.reduce((sum, each) => sum + each[side], worth[side]);
    if (after[side] < price) return after[side];
    return price;
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
