import fc from 'fast-check';
import type { Terms } from '../../shared/catalog/model.ts';
import { addDays } from '../../shared/kernel/time.ts';
import { entryOfVerdict } from '../../shared/ledger/entry-of-verdict.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { verdictEntryId } from '../../shared/outcomes/model.ts';
import type { BookedTerms } from '../../shared/outcomes/ports.ts';

export const terms = (over: Partial<Terms> = {}): Terms => ({
  offerId: 'offer_roof',
  offerVersion: 3,
  publisherId: 'pub_blog',
  dealVersion: 0,
  advertiserId: 'adv_acme',
  model: 'call',
  criteria: { kind: 'talk-time', minSeconds: 60 },
  chargeMinor: 4_500n,
  payoutMinor: 3_000n,
  currency: 'USD',
  holdDays: 7,
  ...over,
});

export const AT_MS = Date.UTC(2026, 2, 2, 15, 2, 0);

export function verdictEntry(outcomeId: string, payableDay: string, over: Partial<BookedTerms> = {}): Entry {
  const agreed = terms(over);
  const key = { publisherId: agreed.publisherId, payableDay, entryId: verdictEntryId(outcomeId) };
  const entry = entryOfVerdict(key, agreed, outcomeId, AT_MS);
  if (!entry) throw new Error('nothing is owed');
  return entry;
}

/** Any verdict entry of `pub_blog` payable in the 60 days from 1 March 2026. */
const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    outcome: fc.uuid(),
    day: fc.nat(59),
    chargeMinor: fc.bigInt(1n, 10_000_000n),
    payoutMinor: fc.bigInt(0n, 10_000_000n),
    currency: fc.constantFrom('USD', 'EUR'),
  })
  .map(({ outcome, day, ...over }) => verdictEntry(outcome, addDays('2026-03-01', day), over));

export const anyEntries = fc.uniqueArray(anyEntry, { selector: (entry) => entry.entryId, maxLength: 40 });
