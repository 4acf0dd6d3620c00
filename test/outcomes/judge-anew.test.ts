import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import type { Terms } from '../../shared/catalog/model.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { evaluateCriteria } from '../../shared/outcomes/evaluate-criteria.ts';
import { type JudgedOutcome, judgeAnew } from '../../shared/outcomes/judge-anew.ts';
import type { Facts } from '../../shared/outcomes/model.ts';
import type { Contact } from '../../shared/outcomes/ports.ts';
import { terms } from '../ledger/samples.ts';
import { facts, openOutcome, qualified, STARTED_MS } from './samples.ts';

const TALK: Criterion = { kind: 'talk-time', minSeconds: 60 };
const NEW_CUSTOMER: Criterion = { kind: 'customer', is: 'new' };
const NO_REPEAT: Criterion = { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'target' } };
const BACKGROUND = { outcomeId: 'call_1', offerId: 'offer_roof', advertiserId: 'adv_acme' };

interface Since {
  readonly isCustomer?: boolean;
  readonly earlier?: readonly Contact[];
  readonly quality?: number;
}

/** What is looked up now, which may be other than it was at the verdict. */
const ports = ({ isCustomer = false, earlier = [], quality }: Since = {}) => ({
  history: { note: async () => {}, earlier: async () => earlier },
  customers: { add: async () => 0, has: async () => isCustomer },
  ...(quality !== undefined && { qualityOf: async () => quality }),
});

function judged(criteria: Criterion, seen: Facts, over: Partial<JudgedOutcome['verdict']> = {}): JudgedOutcome {
  const marks = evaluateCriteria(criteria, seen, { ...BACKGROUND, earlier: [], isCustomer: false });
  const isQualified = marks.held.startsWith('1');
  const { booking, ...rejected } = qualified('call_1', { marks, ...over });
  const verdict = isQualified ? { ...rejected, booking } : { ...rejected, state: 'rejected' as const };
  return { ...openOutcome('call_1'), state: verdict.state, facts: seen, verdict } as JudgedOutcome;
}

const all = (...of: Criterion[]): Criterion => ({ kind: 'all', of });

describe('judging anew', () => {
  it('says what a call would have come to by its true talk time', async () => {
    const outcome = judged(TALK, facts({ talkSeconds: 20 }));
    expect(await judgeAnew(ports(), outcome, terms(), facts({ talkSeconds: 61 }))).toEqual({
      holds: true,
      price: { chargeMinor: 4_500n, payoutMinor: 3_000n },
    });
    const paid = judged(TALK, facts());
    expect(await judgeAnew(ports(), paid, terms(), facts({ talkSeconds: 59 }))).toEqual({
      holds: false,
      price: { chargeMinor: 0n, payoutMinor: 0n },
    });
  });

  it('leaves alone what late truth does not touch: lists and contacts that grew since the verdict', async () => {
    const criteria = all(TALK, NEW_CUSTOMER, NO_REPEAT);
    const agreed = terms({ criteria });
    const contact = { ...BACKGROUND, outcomeId: 'call_0', startedAtMs: STARTED_MS - DAY_MS, targetId: 'target_1' };
    const since = { isCustomer: true, earlier: [contact] };
    const outcome = judged(criteria, facts());
    expect(await judgeAnew(ports(since), outcome, agreed, facts({ talkSeconds: 70 }))).toMatchObject({ holds: true });
    // Now the target itself is another one, so the question of repeats on a target is a new one.
    const other = { ...contact, targetId: 'target_2' };
    const late = facts({ targetId: 'target_2' });
    expect(await judgeAnew(ports({ earlier: [other] }), outcome, agreed, late)).toMatchObject({ holds: false });
  });

  it('keeps open what could not be known, also under a `not`', async () => {
    const criteria = all(TALK, { kind: 'not', of: NEW_CUSTOMER });
    const { personHash: _withheld, ...unknown } = facts({ talkSeconds: 10 });
    const marks = evaluateCriteria(criteria, unknown, BACKGROUND);
    const outcome = { ...judged(criteria, unknown), verdict: { ...judged(criteria, unknown).verdict, marks } };
    const late = { ...unknown, talkSeconds: 90 };
    expect(await judgeAnew(ports({ isCustomer: true }), outcome, terms({ criteria }), late)).toMatchObject({
      holds: false,
    });
  });

  it('moves the frozen price by the difference, whatever the publisher’s quality has become', async () => {
    const tiers: Terms['pricing'] = {
      charge: {
        kind: 'tiers',
        tiers: [
          { minTalkSeconds: 120, minQuality: 50, amountMinor: 6_000n },
          { minQuality: 50, amountMinor: 5_000n },
        ],
        otherwiseMinor: 4_500n,
      },
    };
    const agreed = terms({ pricing: tiers });
    // Priced when the quality was below 50.
    const outcome = judged(TALK, facts());
    const price = async (late: Facts, quality: number) =>
      (await judgeAnew(ports({ quality }), outcome, agreed, late)).price.chargeMinor;
    expect(await price(facts({ totalSeconds: 500 }), 80)).toBe(4_500n);
    expect(await price(facts({ talkSeconds: 130 }), 80)).toBe(5_500n);
    expect(await price(facts({ talkSeconds: 130 }), 10)).toBe(4_500n);
  });

  it('never prices below nothing, and never pays more than it charges', async () => {
    const agreed = terms({
      pricing: { charge: { kind: 'tiers', tiers: [{ minTalkSeconds: 90, amountMinor: 9_000n }], otherwiseMinor: 10n } },
    });
    const outcome = judged(TALK, facts());
    const { price } = await judgeAnew(ports(), outcome, agreed, facts({ talkSeconds: 65 }));
    expect(price).toEqual({ chargeMinor: 0n, payoutMinor: 0n });
  });
});
