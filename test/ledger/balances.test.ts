import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imbalanceOf, startBalances } from '../../shared/ledger/balances.ts';
import { entryOfVerdict } from '../../shared/ledger/entry-of-verdict.ts';
import { type Entry, owedBy } from '../../shared/ledger/model.ts';
import { AT_MS, anyEntries, terms, verdictEntry } from './samples.ts';

const KEY = { publisherId: 'pub_blog', payableDay: '2026-03-09', entryId: 'entry_1' };

function balancesOf(entries: readonly Entry[]) {
  const fold = startBalances();
  fold.add(entries);
  return fold.balances();
}

describe('the entry of a verdict', () => {
  it('debits the advertiser, credits the publisher, keeps the margin', () => {
    expect(verdictEntry('call_1', '2026-03-09').postings).toEqual([
      { account: 'advertiser:adv_acme:receivable', amountMinor: 4_500n, currency: 'USD' },
      { account: 'publisher:pub_blog:payable', amountMinor: -3_000n, currency: 'USD' },
      { account: 'network:revenue', amountMinor: -1_500n, currency: 'USD' },
    ]);
  });

  it.each([
    ['no margin', 3_000n, 3_000n, ['advertiser:adv_acme:receivable', 'publisher:pub_blog:payable']],
    ['no payout', 3_000n, 0n, ['advertiser:adv_acme:receivable', 'network:revenue']],
  ])('with %s has no posting of zero', (_name, chargeMinor, payoutMinor, accounts) => {
    const entry = verdictEntry('call_1', '2026-03-09', { chargeMinor, payoutMinor });
    expect(entry.postings.map((posting) => posting.account)).toEqual(accounts);
  });

  it('is none where nothing is owed', () => {
    expect(entryOfVerdict(KEY, terms({ chargeMinor: 0n, payoutMinor: 0n }), 'call_1', AT_MS)).toBeUndefined();
  });

  it('always sums to zero, and charge = payout + margin', () => {
    const amount = fc.bigInt(0n, 1_000_000_000_000n);
    fc.assert(
      fc.property(amount, amount, (chargeMinor, payoutMinor) => {
        fc.pre(chargeMinor > 0n && payoutMinor <= chargeMinor);
        const entry = verdictEntry('call_1', '2026-03-09', { chargeMinor, payoutMinor });
        expect(entry.postings.reduce((sum, posting) => sum + posting.amountMinor, 0n)).toBe(0n);
        expect(owedBy(entry).get('USD') ?? 0n).toBe(payoutMinor);
      }),
    );
  });
});

describe('balances', () => {
  it('of all accounts together are zero in each currency', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        for (const sum of imbalanceOf(balancesOf(entries)).values()) expect(sum).toBe(0n);
      }),
    );
  });

  it('do not depend on the order of entries, nor on how they are paged', () => {
    fc.assert(
      fc.property(
        anyEntries.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        fc.nat(40),
        ([entries, shuffled], cut) => {
          const paged = startBalances();
          paged.add(shuffled.slice(0, cut));
          paged.add(shuffled.slice(cut));
          expect(paged.balances()).toEqual(balancesOf(entries));
        },
      ),
    );
  });

  it('show an imbalance where there is one', () => {
    const [broken, ...rest] = balancesOf([verdictEntry('call_1', '2026-03-09')]);
    if (!broken) throw new Error('no balance');
    const balances = [{ ...broken, balanceMinor: broken.balanceMinor + 1n }, ...rest];
    expect(imbalanceOf(balances).get('USD')).toBe(1n);
  });
});
