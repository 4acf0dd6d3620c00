import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KPIS, kpisOf } from '../../shared/reporting/kpis.ts';
import type { Fact } from '../../shared/reporting/model.ts';
import { Tally } from '../../shared/reporting/tally.ts';

const traits = { outcomeId: 'o', offerId: 'f', advertiserId: 'a', publisherId: 'p', source: 's' };

const meeting = (attendance: string, chargeMinor = 20_000n): Fact => ({
  ...{ kind: 'verdict', ...traits, model: 'appointment', atMs: 1, attendance },
  ...{
    state: chargeMinor > 0n ? 'qualified' : 'rejected',
    chargeMinor,
    payoutMinor: chargeMinor / 2n,
    currency: 'USD',
  },
});
const lead: Fact = {
  ...{ kind: 'verdict', ...traits, model: 'lead', atMs: 1, state: 'qualified' },
  ...{ chargeMinor: 2_000n, payoutMinor: 1_000n, currency: 'USD' },
};
const sale: Fact = {
  ...{ kind: 'report', ...traits, model: 'appointment', atMs: 1, result: 'sold' },
  ...{ saleMinor: 500_000n, currency: 'USD', revision: 1 },
};

const valuesOf = (facts: readonly Fact[]) => {
  const tally = new Tally();
  for (const fact of facts) tally.add(fact);
  return Object.fromEntries(kpisOf(tally.sums(), 'network').map(({ id, value }) => [id, value]));
};

describe('key figures', () => {
  it('are reckoned as their formulas say', () => {
    const facts = [lead, lead, lead, lead, meeting('held'), meeting('held'), meeting('no-show', 0n), sale];
    expect(valuesOf(facts)).toMatchObject({
      setRate: 3 / 4,
      showRate: 2 / 3,
      closeRate: 1 / 6,
      costPerHeldMeeting: 24_000,
      revenuePerMeeting: 250_000,
      // Five qualified outcomes that nobody reported on, each worth what reported ones were on average.
      pipelineValue: 2_500_000,
      returnOnSpend: 500_000 / 48_000,
      earningsPerOutcome: Math.round(24_000 / 7),
    });
  });

  it('count a credit that a publisher’s dispute undid off again, never below none', () => {
    const corrected = (because: 'credit' | 'credit-undone'): Fact => ({
      ...{ kind: 'correction', ...traits, model: 'lead', atMs: 1, because, causeId: because },
      ...{ chargeMinor: 0n, payoutMinor: 0n, currency: 'USD' },
    });
    expect(valuesOf([lead, corrected('credit')])).toMatchObject({ disputeRate: 1 });
    expect(valuesOf([corrected('credit-undone'), lead, corrected('credit')])).toMatchObject({ disputeRate: 0 });
    const later = new Tally();
    for (const fact of [lead, corrected('credit-undone')]) later.add(fact);
    expect(later.sums().counts.disputed).toBe(0);
    expect(valuesOf([lead, corrected('credit-undone')])).toMatchObject({ disputeRate: 0 });
  });

  it('are left out where there is nothing to divide by', () => {
    expect(valuesOf([])).toEqual({});
    expect(valuesOf([lead])).not.toHaveProperty('showRate');
  });

  it('stand in the guide as they stand in the code', () => {
    const guide = readFileSync(new URL('../../docs/kpis.md', import.meta.url), 'utf8');
    for (const { name, meaning, formula, sides } of KPIS) {
      expect(guide).toContain(`| ${name} | ${meaning} | ${formula} | ${sides.join(', ')} |`);
    }
  });
});
