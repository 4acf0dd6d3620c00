import type { Facts, OpenOutcome, Verdict } from '../../shared/outcomes/model.ts';
import { verdictEntryId } from '../../shared/outcomes/model.ts';

/** Monday 2 March 2026, 15:00 UTC. */
export const STARTED_MS = Date.UTC(2026, 2, 2, 15, 0, 0);

export const openOutcome = (outcomeId: string, over: Partial<OpenOutcome> = {}): OpenOutcome => ({
  outcomeId,
  model: 'call',
  advertiserId: 'adv_acme',
  terms: { offerId: 'offer_roof', offerVersion: 3, publisherId: 'pub_blog', dealVersion: 0 },
  openedAtMs: STARTED_MS,
  attribution: {
    confidence: 'exact',
    visit: { visitId: 'visit_1', atMs: STARTED_MS - 60_000, url: 'https://example.com/roof', params: { gclid: 'x1' } },
  },
  contactMasked: '…0142',
  ...over,
});

export const facts = (over: Partial<Facts> = {}): Facts => ({
  startedAtMs: STARTED_MS,
  talkSeconds: 95,
  totalSeconds: 120,
  region: 'US-IL',
  confidence: 'exact',
  personHash: 'Zm9vYmFyYmF6cXV4Zm9vYm',
  targetId: 'target_1',
  capacity: 'reserved',
  ...over,
});

export const qualified = (outcomeId: string, over: Partial<Verdict> = {}): Verdict => ({
  state: 'qualified',
  judgedAtMs: STARTED_MS + 120_000,
  marks: { held: '111', seen: [95, 'US-IL'] },
  booking: {
    posting: { publisherId: 'pub_blog', payableDay: '2026-03-09', entryId: verdictEntryId(outcomeId) },
    worth: { chargeMinor: 4_500n, payoutMinor: 3_000n, currency: 'USD' },
  },
  ...over,
});

export const rejected = (): Verdict => ({
  state: 'rejected',
  judgedAtMs: STARTED_MS + 120_000,
  marks: { held: '001', seen: [20, 'US-IL'] },
  failed: 'talk-time',
});
