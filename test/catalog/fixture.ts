import type { OfferVersion, Publisher, Target } from '../../shared/catalog/model.ts';

export const offer = (changes: Partial<OfferVersion> = {}): OfferVersion => ({
  offerId: 'offer_1',
  version: 1,
  advertiserId: 'adv_1',
  model: 'call',
  name: 'Roof repair',
  description: 'Calls of home owners',
  state: 'active',
  criteria: { kind: 'all', of: [{ kind: 'talk-time', minSeconds: 90 }] },
  chargeMinor: 4_000n,
  payoutMinor: 3_000n,
  currency: 'USD',
  holdDays: 7,
  createdAtMs: 1_000,
  ...changes,
});

export const publisher = (changes: Partial<Publisher> = {}): Publisher => ({
  publisherId: 'pub_1',
  name: 'Roofs today',
  origins: ['https://roofs.example'],
  tagKey: 'tag_1',
  currency: 'USD',
  payoutThresholdMinor: 5_000n,
  createdAtMs: 1_000,
  ...changes,
});

export const target = (changes: Partial<Target> = {}): Target => ({
  targetId: 'target_1',
  offerId: 'offer_1',
  advertiserId: 'adv_1',
  name: 'Desk',
  destination: { kind: 'number', number: '+12175550142' },
  state: 'active',
  priority: 1,
  ringSeconds: 25,
  ...changes,
});
