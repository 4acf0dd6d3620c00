import { openItem, verdictItem } from '../../shared/outcomes/outcome-item.ts';

const AT = Date.UTC(2026, 2, 2, 15, 0, 0);

/** An outcome's item as the outcomes context writes it. */
export const openedItem = (outcomeId: string, changes: object = {}) => ({
  ...openItem({
    outcomeId,
    model: 'call',
    advertiserId: 'adv_1',
    terms: { offerId: 'offer_1', offerVersion: 1, publisherId: 'pub_1', dealVersion: 0 },
    openedAtMs: AT,
    attribution: {
      confidence: 'exact',
      source: 'search',
      visit: { visitId: 'visit_1', atMs: AT - 60_000, params: { gclid: 'click 1&x=ü', utm_source: 'ads' } },
    },
    contactMasked: '…0142',
  }),
  ...changes,
});

export const judgedItem = (
  outcomeId: string,
  state: 'qualified' | 'rejected' = 'qualified',
  judgedAtMs = AT + 120_000,
) => ({
  ...openedItem(outcomeId),
  facts: {
    at: AT,
    talk: 95,
    region: 'US-IL',
    conf: 'exact',
    target: 'target_1',
    cap: 'reserved',
    who: 'hash_of_person',
  },
  ...verdictItem({
    state,
    judgedAtMs,
    marks: { held: '1', seen: [95] },
    ...(state === 'qualified'
      ? {
          booking: {
            posting: { publisherId: 'pub_1', payableDay: '2026-03-09', entryId: 'entry_1' },
            worth: { chargeMinor: 4_500n, payoutMinor: 3_000n, currency: 'USD' },
          },
        }
      : {}),
  }),
});
