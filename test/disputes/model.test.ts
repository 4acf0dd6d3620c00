import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DISPUTE_STATES,
  DISPUTE_TRANSITIONS,
  type Dispute,
  isDecided,
  moveDispute,
  RULES,
} from '../../shared/disputes/model.ts';
import { shareClaim } from '../../shared/disputes/share-claim.ts';

const dispute = (state: Dispute['state']): Dispute => ({
  disputeId: 'dispute_1',
  openedBy: 'advertiser',
  outcomeId: 'call_1',
  advertiserId: 'adv_acme',
  publisherId: 'pub_blog',
  offerId: 'offer_roof',
  currency: 'USD',
  reason: 'other',
  claim: { chargeMinor: 4_500n, payoutMinor: 3_000n },
  state,
  steps: [{ state: 'open', atMs: 0, by: { role: 'advertiser', subjectId: 'adv_acme' }, note: 'x' }],
  version: 1,
});

const pairs = DISPUTE_STATES.flatMap((from) => DISPUTE_STATES.map((to) => [from, to] as const));

describe('the states of a dispute', () => {
  it.each(pairs)('from %s to %s follow the table', (from, to) => {
    const move = () => moveDispute(dispute(from), { state: to, atMs: 1, by: RULES, note: 'x' });
    const allowed: readonly string[] = DISPUTE_TRANSITIONS[from];
    if (allowed.includes(to)) expect(move()).toMatchObject({ state: to, version: 2, steps: [{}, { state: to }] });
    else expect(move).toThrow(`is ${from} and can not become ${to}`);
  });

  it('end where something is decided', () => {
    expect(DISPUTE_STATES.filter(isDecided)).toEqual(['accepted', 'partly-accepted', 'rejected', 'withdrawn']);
  });
});

describe('the publisher’s share of a credit', () => {
  it('is never more than its payout, all of it for all, and grows with the credit', () => {
    const amounts = fc.record({ charge: fc.bigInt(1n, 10n ** 12n), payout: fc.bigInt(0n, 10n ** 12n) });
    fc.assert(
      fc.property(amounts, fc.bigInt(0n, 10n ** 12n), ({ charge, payout }, any) => {
        const standing = { chargeMinor: charge, payoutMinor: payout };
        const credit = any % (charge + 1n);
        const part = shareClaim(standing, credit);
        expect(part.payoutMinor >= 0n && part.payoutMinor <= payout).toBe(true);
        expect(shareClaim(standing, charge).payoutMinor).toBe(payout);
        if (credit > 0n) expect(part.payoutMinor >= shareClaim(standing, credit - 1n).payoutMinor).toBe(true);
      }),
    );
  });
});
