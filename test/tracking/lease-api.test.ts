import { SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { LOOKBACK_MS } from '../../shared/tracking/model.ts';
import { FALLBACK, fieldsOf, ORIGIN, type TrackingWorld, trackingWorld } from './world.ts';

const ask = { key: 'tag_1', number: '(217) 555-9999', page: { url: 'https://roofs.example/?utm_source=news' } };

describe('the three requests of the tag', () => {
  let world: TrackingWorld;
  beforeEach(async () => {
    world = await trackingWorld();
  });
  const assigned = async () => (await world.assign(ask)).body as { number: string; token: string; expiresAtMs: number };

  it('gives a visit a number of its own, readable by the page and nobody else', async () => {
    const answer = await world.assign(ask);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, vary: 'origin' });
    expect(answer.body).toMatchObject({
      kind: 'leased',
      number: expect.stringMatching(/^\+1217555000[012]$/),
      expiresAtMs: world.clock.nowMs() + 10 * MINUTE_MS,
      renewAfterMs: 5 * MINUTE_MS,
    });
    const lease = await world.deps.leases.read('pool_main', answer.body.number);
    expect(lease?.holdings[0]?.visit).toMatchObject({ url: 'https://roofs.example/', params: { utm_source: 'news' } });
  });

  it('gives the published number when every other is taken, and says so', async () => {
    const numbers = new Set<string>();
    for (let visit = 0; visit < 3; visit += 1) numbers.add((await assigned()).number);
    expect(numbers.size).toBe(3);
    const fourth = await world.assign(ask);
    expect(fourth.body).toEqual({
      number: FALLBACK,
      kind: 'fallback',
      expiresAtMs: world.clock.nowMs() + 2 * MINUTE_MS,
      renewAfterMs: MINUTE_MS,
    });
  });

  it('gives a returning visitor its number while still, and again, free', async () => {
    const first = await assigned();
    expect((await world.assign({ ...ask, token: first.token })).body.number).toBe(first.number);
    await world.release({ key: 'tag_1', token: first.token });
    world.clock.advance(5 * 24 * 60 * MINUTE_MS);
    const again = await world.assign({ ...ask, token: first.token });
    expect(again.body).toMatchObject({ number: first.number, kind: 'leased' });
    const lease = await world.deps.leases.read('pool_main', first.number);
    expect(lease?.holdings).toHaveLength(1);
  });

  it('gives a returning visitor another number when its own is taken', async () => {
    const first = await assigned();
    await world.release({ key: 'tag_1', token: first.token });
    world.clock.advance(1_000);
    const others = [await assigned(), await assigned(), await assigned()];
    expect(others.map((other) => other.number)).toContain(first.number);
    expect((await world.assign({ ...ask, token: first.token })).body.kind).toBe('fallback');
  });

  it('renews for the holder, and tells who lost its number', async () => {
    const first = await assigned();
    world.clock.advance(5 * MINUTE_MS);
    const renewed = await world.renew({ key: 'tag_1', token: first.token });
    expect(renewed.status).toBe(200);
    expect(renewed.body).toMatchObject({ number: first.number, expiresAtMs: first.expiresAtMs + 5 * MINUTE_MS });
    world.clock.advance(11 * MINUTE_MS);
    const others = [await assigned(), await assigned(), await assigned()];
    expect(others.map((other) => other.number)).toContain(first.number);
    const lost = await world.renew({ key: 'tag_1', token: renewed.body.token });
    expect(lost.status).toBe(410);
    expect(fieldsOf(lost)).toEqual(['body.token']);
    expect(lost.headers['access-control-allow-origin']).toBe(ORIGIN);
  });

  it('frees a number that is let go; doing it twice, or after losing it, changes nothing', async () => {
    const first = await assigned();
    const gone = await world.release({ key: 'tag_1', token: first.token });
    expect([gone.status, gone.body]).toEqual([204, undefined]);
    world.clock.advance(1_000);
    const others = [await assigned(), await assigned(), await assigned()];
    expect((await world.release({ key: 'tag_1', token: first.token })).status).toBe(204);
    const holders = await Promise.all(others.map((other) => world.deps.leases.read('pool_main', other.number)));
    expect(holders.every((lease) => (lease?.holdings[0]?.untilMs ?? 0) > world.clock.nowMs())).toBe(true);
  });

  it('gives no number while the publisher is not approved or paused', async () => {
    for (const state of ['pending', 'paused'] as const) {
      await world.setup.publishers.change('pub_1', { state });
      world.clock.advance(31_000);
      const answer = await world.assign(ask);
      expect([answer.status, fieldsOf(answer)]).toEqual([403, ['body.key']]);
    }
    await world.setup.publishers.change('pub_1', { state: 'active' });
    world.clock.advance(31_000);
    expect((await world.assign(ask)).status).toBe(200);
  });

  it('gives no number for an offer on request before the publisher is let in', async () => {
    const head = await world.setup.offers.current('offer_1');
    if (!head) throw new Error('the offer is there');
    const next = { ...head.offer, version: 2, joining: 'on-request' } as const;
    await world.setup.offers.revise(head, next);
    world.clock.advance(31_000);
    expect((await world.assign(ask)).body.detail).toContain('joined on request');
    const deal = { offerId: 'offer_1', publisherId: 'pub_1', version: 1, createdAtMs: 1 };
    expect(await world.setup.deals.set({ ...head, offer: next }, deal)).toBe('set');
    world.clock.advance(31_000);
    expect((await world.assign(ask)).status).toBe(200);
  });

  it('shows a static number as it is', async () => {
    const number = '+12175558888';
    await world.setup.numbers.addStatic({
      kind: 'static',
      number,
      source: 'radio',
      publisherId: 'pub_1',
      offerId: 'offer_1',
    });
    expect((await world.assign({ ...ask, number })).body).toMatchObject({ number, kind: 'source' });
  });

  it('refuses a tag key nobody has, and pages that are not on the list, storing nothing', async () => {
    const unknown = await world.assign({ ...ask, key: 'tag_x' });
    expect([unknown.status, fieldsOf(unknown)]).toEqual([403, ['body.key']]);
    for (const origin of ['https://evil.example', 'https://roofs.example.evil.example', 'null', '']) {
      const refused = await world.assign(ask, origin);
      expect([refused.status, fieldsOf(refused)]).toEqual([403, ['header.origin']]);
    }
    const foreign = await world.assign({ ...ask, key: 'tag_2' });
    expect([foreign.status, fieldsOf(foreign)]).toEqual([403, ['header.origin']]);
    const untouched = await world.deps.leases.read('pool_main', '+12175550000');
    expect(untouched?.holdings).toEqual([]);
  });

  it('says that nothing serves a page of a publisher without pools', async () => {
    const answer = await world.assign({ ...ask, key: 'tag_2' }, 'https://other.example');
    expect([answer.status, fieldsOf(answer)]).toEqual([404, ['body.number']]);
  });

  describe('tokens', () => {
    const sign = (secret: string, expSeconds: number, claims: object = {}) =>
      new SignJWT({ pool: 'pool_main', number: '+12175550000', visit: 'visit_1', pub: 'pub_1', ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience('lease')
        .setExpirationTime(expSeconds)
        .sign(new TextEncoder().encode(secret));

    it('refuses a forged one everywhere, naming it', async () => {
      const { token } = await assigned();
      const later = Math.floor(world.clock.nowMs() / 1_000) + 3_600;
      const [head, , tail] = token.split('.');
      const changed = Buffer.from('{"pool":"pool_main","number":"+12175550001"}').toString('base64url');
      const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
      const forgeries = [await sign('guess', later), `${head}.${changed}.${tail}`, unsigned, 'not-a-token', '🦊'];
      for (const forged of forgeries) {
        for (const request of [world.assign, world.renew, world.release]) {
          const answer = await request({ key: 'tag_1', token: forged });
          expect([answer.status, fieldsOf(answer)]).toEqual([403, ['body.token']]);
        }
      }
    });

    it('refuses one that was signed for another publisher', async () => {
      const { token } = await assigned();
      for (const request of [world.assign, world.renew, world.release]) {
        const answer = await request({ key: 'tag_2', token }, 'https://other.example');
        expect([answer.status, fieldsOf(answer)]).toEqual([403, ['body.token']]);
      }
    });

    it('an expired one is gone for renewing and letting go; for assigning it is simply a new visit', async () => {
      const first = await assigned();
      world.clock.advance(LOOKBACK_MS + 1_000);
      for (const request of [world.renew, world.release]) {
        const answer = await request({ key: 'tag_1', token: first.token });
        expect([answer.status, fieldsOf(answer)]).toEqual([410, ['body.token']]);
      }
      expect((await world.assign({ ...ask, token: first.token })).body.kind).toBe('leased');
    });

    it('outlives a rotation of the secret, but not two', async () => {
      const later = Math.floor(world.clock.nowMs() / 1_000) + 3_600;
      const before = await world.assign({ ...ask, token: await sign('secret-before', later) });
      expect(before.status).toBe(200);
      const older = await world.assign({ ...ask, token: await sign('secret-long-ago', later) });
      expect(older.status).toBe(403);
    });
  });

  describe('malformed requests', () => {
    const nested = `${'['.repeat(40)}${']'.repeat(40)}`;
    it.each([
      ['no JSON', '{"key":', 400, ['body']],
      ['nothing', '', 400, ['body']],
      ['no key', { page: {} }, 400, ['body.key']],
      ['a key that is no text', { key: 7 }, 400, ['body.key']],
      ['a number that is none', { ...ask, number: 'call me' }, 400, ['body.number']],
      ['an unknown field', { ...ask, extra: 1 }, 400, ['body.extra']],
      ['a page address that is no text', { ...ask, page: { url: {} } }, 400, ['body.page.url']],
      ['a page address beyond reason', { ...ask, page: { url: 'y'.repeat(33_000) } }, 400, ['body.page.url']],
      ['half a character', { ...ask, page: { url: 'https://x/\ud800' } }, 400, ['body.page.url']],
      ['a name that every object has', { ...ask, constructor: 'y' }, 400, ['body.constructor']],
      ['a body too deep', nested, 400, ['body']],
      ['a body too large', { ...ask, page: { url: `https://x/${'y'.repeat(90_000)}` } }, 413, ['body']],
    ])('%s', async (_name, body, status, fields) => {
      const answer = await world.assign(body);
      expect(answer.status).toBe(status);
      expect(fieldsOf(answer)).toEqual(fields);
    });
  });

  it.each(['(217) 555-9999', '1-217-555-9999', '+1 217.555.9999', '217 555 9999', 'tel:+1-217-555-9999'])(
    'reads the published number as %s',
    async (number) => {
      expect((await world.assign({ ...ask, number })).body.kind).toBe('leased');
    },
  );
});
