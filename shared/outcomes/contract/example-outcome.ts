/** Both parts of the criteria held: what is judged here is judged by the example of an offer. */
export const EXAMPLE_CRITERIA = {
  kind: 'all',
  held: true,
  of: [
    { kind: 'talk-time', held: true, asked: { kind: 'talk-time', minSeconds: 90 }, seen: 95 },
    { kind: 'caller-region', held: true, asked: { kind: 'caller-region', in: ['US-IL'] }, seen: 'US-IL' },
  ],
};

/** A call that qualified, as the network sees it: each side sees its own part. */
export const EXAMPLE_OUTCOME = {
  outcomeId: 'call_8x0cq2',
  model: 'call',
  state: 'qualified',
  offerId: 'offer_8x0cq2',
  offerVersion: 3,
  dealVersion: 0,
  publisherId: 'pub_3kd9',
  advertiserId: 'adv_7c1',
  openedAt: '2026-03-02T15:00:00.000Z',
  attribution: {
    confidence: 'exact',
    source: 'google',
    visit: {
      visitId: 'visit_5gd0',
      at: '2026-03-02T14:58:12.000Z',
      url: 'https://roofs.example/leaks?utm_source=google',
      params: { utm_source: 'google' },
    },
  },
  caller: { masked: '…0142' },
  seen: {
    startedAt: '2026-03-02T15:00:00.000Z',
    talkSeconds: 95,
    totalSeconds: 121,
    region: 'US-IL',
    targetId: 'target_2mq8',
  },
  verdict: {
    state: 'qualified',
    judgedAt: '2026-03-02T15:02:10.000Z',
    criteria: EXAMPLE_CRITERIA,
    payableDay: '2026-03-09',
    chargeMinor: 4_000,
    payoutMinor: 3_000,
    currency: 'USD',
  },
  deadlines: { disputableUntil: '2026-03-16', feedbackUntil: '2026-04-16', correctableUntil: '2026-04-16' },
};
