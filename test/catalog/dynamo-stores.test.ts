import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoDeals } from '../../shared/catalog/dynamo-deals.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoPayees } from '../../shared/catalog/dynamo-payees.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { dynamoTargets } from '../../shared/catalog/dynamo-targets.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { OfferHead } from '../../shared/catalog/ports.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { TestClock } from '../support/clock.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { offer, publisher, target } from './fixture.ts';

const client = testDocumentClient();
let table: string;

beforeEach(async () => {
  table = await createTable(catalogTable);
});

const headOf = async (offerId: string): Promise<OfferHead> => {
  const head = await dynamoOffers(client, table).current(offerId);
  if (!head) throw new Error('no offer');
  return head;
};

describe('offers', () => {
  it('keeps every version and shows the newest', async () => {
    const offers = dynamoOffers(client, table);
    await offers.create(offer());
    const next = offer({ version: 2, chargeMinor: 5_000n });
    expect(await offers.revise(await headOf('offer_1'), next)).toBe('revised');
    expect((await headOf('offer_1')).offer).toEqual(next);
    const catalog = dynamoCatalog(client, table, new TestClock());
    expect(await catalog.offerVersion('offer_1', 1)).toEqual(offer());
    expect(await catalog.offerVersion('offer_1', 2)).toEqual(next);
    expect(await catalog.currentOffer('offer_1')).toEqual(next);
    await expect(catalog.offerVersion('offer_1', 3)).rejects.toThrow('never written');
  });

  it('creates once, whatever comes second', async () => {
    const offers = dynamoOffers(client, table);
    await offers.create(offer());
    expect(await offers.create(offer({ name: 'other' }))).toEqual(offer());
  });

  it('lets one of many revisions of the same version through', async () => {
    const offers = dynamoOffers(client, table);
    await offers.create(offer());
    const seen = await headOf('offer_1');
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => offers.revise(seen, offer({ version: 2, name: `try ${index}` }))),
    );
    expect(results.filter((result) => result === 'revised')).toHaveLength(1);
    expect(results.filter((result) => result === 'stale')).toHaveLength(7);
    const stored = await dynamoCatalog(client, table, new TestClock()).offerVersion('offer_1', 2);
    expect((await headOf('offer_1')).offer).toEqual(stored);
  });

  it('lists them by owner, and in the market only while active', async () => {
    const offers = dynamoOffers(client, table);
    for (const offerId of ['offer_a', 'offer_b', 'offer_c']) await offers.create(offer({ offerId }));
    await offers.create(offer({ offerId: 'offer_d', advertiserId: 'adv_2' }));
    await offers.revise(await headOf('offer_b'), offer({ offerId: 'offer_b', version: 2, state: 'paused' }));
    const first = await offers.ofAdvertiser('adv_1', { limit: 2 });
    const second = await offers.ofAdvertiser('adv_1', { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map((each) => each.offerId)).toEqual(['offer_a', 'offer_b', 'offer_c']);
    expect((await offers.market({ limit: 10 })).items.map((each) => each.offerId)).toEqual([
      'offer_a',
      'offer_c',
      'offer_d',
    ]);
    await expect(offers.ofAdvertiser('adv_2', { limit: 2, cursor: first.nextCursor })).rejects.toThrow('query.cursor');
  });
});

describe('deals and terms', () => {
  it('gives the terms of the names, for ever, and the current ones to what is new', async () => {
    const offers = dynamoOffers(client, table);
    const deals = dynamoDeals(client, table);
    await offers.create(offer());
    const deal = { offerId: 'offer_1', publisherId: 'pub_1', version: 1, payoutMinor: 3_500n, createdAtMs: 2_000 };
    expect(await deals.set(await headOf('offer_1'), deal)).toBe('set');
    expect(await deals.set(await headOf('offer_1'), { ...deal, version: 2, payoutMinor: 2_000n, holdDays: 3 })).toBe(
      'set',
    );
    const terms = catalogTerms(dynamoCatalog(client, table, new TestClock()));
    const ref = { offerId: 'offer_1', offerVersion: 1, publisherId: 'pub_1' };
    expect(await terms.terms({ ...ref, dealVersion: 0 })).toMatchObject({ payoutMinor: 3_000n, holdDays: 7 });
    expect(await terms.terms({ ...ref, dealVersion: 1 })).toMatchObject({ payoutMinor: 3_500n, holdDays: 7 });
    expect(await terms.currentTerms('offer_1', 'pub_1')).toMatchObject({ dealVersion: 2, payoutMinor: 2_000n });
    expect(await terms.currentTerms('offer_1', 'pub_2')).toMatchObject({ dealVersion: 0, payoutMinor: 3_000n });
    expect(await terms.currentTerms('offer_x', 'pub_1')).toBeUndefined();
  });

  it('can not set a deal on a price that moved, nor a price past a deal that came', async () => {
    const offers = dynamoOffers(client, table);
    const deals = dynamoDeals(client, table);
    await offers.create(offer());
    const seen = await headOf('offer_1');
    const deal = { offerId: 'offer_1', publisherId: 'pub_1', version: 1, payoutMinor: 3_900n, createdAtMs: 2_000 };
    const [price, set] = await Promise.all([
      offers.revise(seen, offer({ version: 2, chargeMinor: 3_500n })),
      deals.set(seen, deal),
    ]);
    expect([price === 'revised', set === 'set'].filter(Boolean)).toHaveLength(1);
    expect(await deals.highestPayoutMinor('offer_1')).toBe(set === 'set' ? 3_900n : undefined);
  });
});

describe('publishers', () => {
  it('are found by their tag key, and change field by field', async () => {
    const publishers = dynamoPublishers(client, table);
    await publishers.create(publisher());
    expect(await publishers.create(publisher({ name: 'other', tagKey: 'tag_2' }))).toEqual(publisher());
    const catalog = dynamoCatalog(client, table, new TestClock());
    expect(await catalog.publisherByTagKey('tag_1')).toEqual(publisher());
    expect(await catalog.publisherByTagKey('tag_2')).toBeUndefined();
    const changed = await publishers.change('pub_1', { payoutThresholdMinor: 1n });
    expect(changed).toEqual(publisher({ payoutThresholdMinor: 1n, version: 2 }));
    expect(await publishers.change('pub_9', { name: 'nobody' })).toBeUndefined();
    expect((await publishers.list({ limit: 10 })).items).toEqual([changed]);
  });

  it('keep the account reference sealed, and give it back to payments only', async () => {
    const secrets: [string, ...string[]] = ['first secret'];
    const payees = dynamoPayees(
      client,
      table,
      aesCipher(async () => secrets),
    );
    const publishers = dynamoPublishers(client, table);
    await publishers.create(publisher());
    await publishers.create(publisher({ publisherId: 'pub_2', tagKey: 'tag_2' }));
    const payee = { legalName: 'Roofs Today LLC', method: 'csv' as const, accountReference: 'ACCT-998877-4321' };
    const shown = await payees.set('pub_1', payee);
    expect(shown?.payee).toEqual({
      legalName: 'Roofs Today LLC',
      method: 'csv',
      accountMasked: '…4321',
      rev: 1,
      taxForm: 'not-required',
      taxVerified: true,
      bankVerified: true,
    });
    expect(await publishers.get('pub_1')).toEqual(shown);
    secrets.unshift('second secret');
    expect(await payees.read('pub_1')).toEqual(payee);
    expect(await payees.read('pub_2')).toBeUndefined();
    expect(await payees.set('pub_9', payee)).toBeUndefined();
  });
});

describe('advertisers and targets', () => {
  it('are created once and listed', async () => {
    const advertisers = dynamoAdvertisers(client, table);
    const advertiser = { advertiserId: 'adv_1', name: 'Acme Roofing', createdAtMs: 1_000 };
    await advertisers.create(advertiser);
    expect(await advertisers.create({ ...advertiser, name: 'other' })).toEqual(advertiser);
    expect((await advertisers.list({ limit: 10 })).items).toEqual([advertiser]);
  });

  it('replaces only targets the offer has, and the version that was seen', async () => {
    const targets = dynamoTargets(client, table);
    // One of before versions counted.
    await targets.create(target());
    const second = target({ name: 'Night desk', maxConcurrent: 4, version: 2 });
    expect(await targets.replace(second, 1)).toBe('put');
    expect(await targets.replace(target({ version: 2 }), 1)).toBe('stale');
    expect(await targets.replace(target({ offerId: 'offer_2' }), 1)).toBe('stale');
    expect(await targets.ofOffer('offer_1')).toEqual([second]);
    expect(await targets.replace(target({ version: 3 }), 2)).toBe('put');
  });
});

describe('cached reads', () => {
  it('asks once in 30 seconds, and half a unit each time', async () => {
    const own = testDocumentClient();
    const clock = new TestClock();
    await dynamoOffers(client, table).create(offer());
    const { units } = meter(own);
    const catalog = dynamoCatalog(own, table, clock);
    for (let index = 0; index < 10; index += 1) await catalog.currentOffer('offer_1');
    expect(units).toEqual({ read: 0.5, write: 0, requests: 1 });
    clock.advance(30_001);
    await catalog.currentOffer('offer_1');
    expect(units.requests).toBe(2);
  });
});
