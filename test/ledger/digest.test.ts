import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startDigest } from '../../shared/ledger/digest.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { anyEntries, verdictEntry } from './samples.ts';

const digestOf = (entries: readonly Entry[]) => {
  const digest = startDigest();
  digest.add(entries);
  return digest.summary();
};

describe('the digest of a range', () => {
  it('does not depend on how the range is cut into pages', () => {
    fc.assert(
      fc.property(anyEntries, fc.nat(40), (entries, cut) => {
        const digest = startDigest();
        digest.add(entries.slice(0, cut));
        digest.summary();
        digest.add(entries.slice(cut));
        expect(digest.summary()).toEqual(digestOf(entries));
      }),
    );
  });

  it('changes with any entry that is changed, added or gone', () => {
    fc.assert(
      fc.property(anyEntries, fc.nat(), (entries, pick) => {
        fc.pre(entries.length > 0);
        const index = pick % entries.length;
        const without = entries.filter((_, position) => position !== index);
        const changed = entries.map((entry, position) =>
          position === index
            ? { ...entry, postings: entry.postings.map((each) => ({ ...each, amountMinor: each.amountMinor * 2n })) }
            : entry,
        );
        const { digest } = digestOf(entries);
        expect(digestOf(without).digest).not.toBe(digest);
        expect(digestOf(changed).digest).not.toBe(digest);
        expect(digestOf([...entries, verdictEntry('one-more', '2026-03-09')]).digest).not.toBe(digest);
      }),
    );
  });

  it('sums what the publisher is owed in each currency, in any order', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const expected = new Map<string, bigint>();
        for (const { postings } of entries) {
          for (const { account, amountMinor, currency } of postings) {
            if (account.startsWith('publisher:')) {
              expected.set(currency, (expected.get(currency) ?? 0n) - amountMinor);
            }
          }
        }
        expect(digestOf(entries).owedMinor).toEqual(expected);
        expect(digestOf(entries.toReversed()).owedMinor).toEqual(expected);
      }),
    );
  });
});
