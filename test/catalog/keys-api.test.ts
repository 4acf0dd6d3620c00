import { beforeEach, describe, expect, it } from 'vitest';
import { type CatalogWorld, catalogWorld, OPERATOR_KEY, offerBody } from './world.ts';

let world: CatalogWorld;
beforeEach(async () => {
  world = await catalogWorld();
});

const list = (key?: string) => world.call('listOffers', { ...(key === undefined ? {} : { key }) });

describe('who is let in', () => {
  it('refuses a missing, unknown, misshapen or foreign key with 401', async () => {
    const { key } = await world.advertiser();
    const wrongSecret = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    const unknown = `cb_live_${'x'.repeat(20)}_${'y'.repeat(43)}`;
    for (const bad of [wrongSecret, unknown, 'cb_live_', 'nonsense', `${OPERATOR_KEY}x`, OPERATOR_KEY.slice(1)]) {
      const answer = await list(bad);
      expect(answer.status).toBe(401);
      expect(answer.json).toMatchObject({ type: 'urn:callbourse:problem:unauthenticated', status: 401 });
      expect(answer.text).not.toContain(bad);
    }
    for (const authorization of ['', 'Basic abc', 'Bearer', `Bearer ${'k'.repeat(300)}`]) {
      const answer = await world.call('listOffers', { key: '', headers: { authorization } });
      expect(answer.status).toBe(401);
    }
  });

  it('takes a key until 30 seconds after its revocation, and never logs or lists it', async () => {
    const { key } = await world.advertiser();
    expect((await list(key)).status).toBe(200);
    const { items } = await world.made('listKeys', {});
    const [{ keyId }] = items;
    expect(await world.call('revokeKey', { method: 'DELETE', params: { keyId } })).toMatchObject({ status: 204 });
    world.clock.advance(30_001);
    expect((await list(key)).status).toBe(401);
    const after = await world.call('listKeys', {});
    expect(after.json.items[0]).toMatchObject({ keyId, revokedAt: expect.any(String) });
    expect(after.text + JSON.stringify(world.logged)).not.toContain(key.slice(-43));
    expect(after.text).not.toContain('hash');
    expect((await world.call('revokeKey', { params: { keyId } })).status).toBe(204);
    expect((await world.call('revokeKey', { params: { keyId: 'key_x' } })).status).toBe(404);
  });

  it('lets nobody do what their role or scopes do not allow', async () => {
    const { advertiserId, key } = await world.advertiser();
    const publisher = await world.publisher();
    const refused = await world.call('createAdvertiser', { key, body: { name: 'x' } });
    expect(refused.json).toMatchObject({ status: 403, detail: 'this needs the scope network:write' });
    expect((await world.call('createOffer', { key: publisher.key, body: offerBody() })).status).toBe(403);
    const readOnly = await world.made('createKey', {
      body: { role: 'advertiser', subjectId: advertiserId, label: 'reports', scopes: ['offers:read'] },
    });
    expect((await list(readOnly.key)).status).toBe(200);
    expect((await world.call('createOffer', { key: readOnly.key, body: offerBody() })).status).toBe(403);
  });
});

describe('issuing a key', () => {
  it.each([
    [{ role: 'admin', subjectId: 'a', label: 'x' }, 'body.role'],
    [{ role: 'finance', subjectId: 'a b', label: 'x' }, 'body.subjectId'],
    [{ role: 'finance', subjectId: 'ada' }, 'body.label'],
    [{ role: 'finance', subjectId: 'ada', label: 'x', scopes: ['all'] }, 'body.scopes.0'],
    [{ role: 'finance', subjectId: 'ada', label: 'x', scopes: ['network:write'] }, 'body.scopes'],
    [{ role: 'advertiser', subjectId: 'adv_9', label: 'x' }, 'body.subjectId'],
    [{ role: 'publisher', subjectId: 'pub_9', label: 'x' }, 'body.subjectId'],
  ])('refuses %j naming %s', async (body, field) => {
    const answer = await world.call('createKey', { body });
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].field).toBe(field);
    expect((await world.made('listKeys', {})).items).toEqual([]);
  });

  it('gives no key more than the key that asks for it holds, and none takes more by leaving its scopes out', async () => {
    const body = {
      role: 'operator',
      subjectId: 'setup',
      label: 'provisioning',
      scopes: ['keys:write', 'network:write'],
    };
    const { key } = await world.made('createKey', { body });
    for (const scopes of [undefined, ['payouts:approve'], ['payouts:read', 'payouts:approve']]) {
      const finance = { role: 'finance', subjectId: 'eve', label: 'x', ...(scopes ? { scopes } : {}) };
      const answer = await world.call('createKey', { key, body: finance });
      expect(answer).toMatchObject({ status: 403, json: { errors: [{ field: 'body.scopes' }] } });
    }
    const same = { ...body, subjectId: 'setup-2' };
    expect((await world.made('createKey', { key, body: same })).scopes).toEqual(['keys:write', 'network:write']);
    expect((await world.made('listKeys', {})).items).toHaveLength(2);
  });

  it('shows the key once, also to a repeat of the same request', async () => {
    const request = {
      body: { role: 'finance', subjectId: 'ada', label: 'laptop' },
      headers: { 'idempotency-key': 'first' },
    };
    const first = await world.made('createKey', request);
    expect(first.key).toMatch(/^cb_live_/);
    expect(first.scopes).toContain('payouts:approve');
    const second = await world.call('createKey', request);
    expect(second.status).toBe(409);
    expect((await world.made('listKeys', {})).items).toHaveLength(1);
  });

  it('of finance may carry a limit of what it approves, in each currency once', async () => {
    const body = (over: object) => ({ role: 'finance', subjectId: 'ada', label: 'ada', ...over });
    const limits = [{ currency: 'USD', maxMinor: 500_000 }];
    const made = await world.made('createKey', { body: body({ approvalLimits: limits }) });
    expect(made.approvalLimits).toEqual(limits);
    const principal = await world.deps.authenticate(made.key);
    expect(principal?.approvalLimits).toEqual([{ currency: 'USD', maxMinor: 500_000n }]);
    for (const bad of [{ approvalLimits: [...limits, ...limits] }, { approvalLimits: limits, role: 'operator' }]) {
      const answer = await world.call('createKey', { body: body(bad) });
      expect(answer).toMatchObject({ status: 400, json: { errors: [{ field: 'body.approvalLimits' }] } });
    }
    const half = await world.call('createKey', {
      body: body({ approvalLimits: [{ currency: 'USD', maxMinor: 0.5 }] }),
    });
    expect(half.json.errors[0].field).toBe('body.approvalLimits.0.maxMinor');
  });
});

describe('whoever holds a key', () => {
  it('learns who it is and what it may do', async () => {
    const { advertiserId, key } = await world.advertiser('Acme Roofing');
    const { publisherId, key: publisherKey } = await world.publisher('Roofs today');
    expect((await world.call('getMe', { key })).json).toMatchObject({
      role: 'advertiser',
      subjectId: advertiserId,
      name: 'Acme Roofing',
      scopes: expect.arrayContaining(['offers:write']),
    });
    expect((await world.call('getMe', { key: publisherKey })).json).toMatchObject({
      subjectId: publisherId,
      name: 'Roofs today',
    });
    expect((await world.call('getMe', {})).json).toMatchObject({ keyId: 'key_operator', name: 'network' });
    expect((await world.call('getMe', { key: 'nobody' })).status).toBe(401);
  });

  it('makes, lists and revokes keys of its own, and no others', async () => {
    const { advertiserId, key } = await world.advertiser();
    const other = await world.advertiser('Other');
    const made = await world.made('createKey', { key, body: { label: 'ci', scopes: ['offers:read', 'keys:write'] } });
    expect(made).toMatchObject({ role: 'advertiser', subjectId: advertiserId });

    const own = await world.made('listKeys', { key });
    expect(own.items.map((each: { label: string }) => each.label).sort()).toEqual(['api', 'ci']);
    expect((await world.made('listKeys', { key, query: { limit: '1' } })).items).toHaveLength(1);
    expect((await world.call('listKeys', { key, query: { subjectId: other.advertiserId } })).status).toBe(404);
    expect((await world.call('listKeys', { key, query: { role: 'publisher' } })).status).toBe(404);
    expect((await world.made('listKeys', { query: { subjectId: advertiserId } })).items).toHaveLength(2);

    const foreign = (await world.made('listKeys', { key: other.key })).items[0].keyId;
    expect((await world.call('revokeKey', { key, params: { keyId: foreign } })).status).toBe(404);
    expect((await world.call('revokeKey', { key, params: { keyId: 'key_x' } })).status).toBe(404);
    expect((await world.call('revokeKey', { key, params: { keyId: made.keyId } })).status).toBe(204);
    expect((await world.call('listOffers', { key: other.key })).status).toBe(200);
  });

  it('gives itself no more than it has, and nobody else anything', async () => {
    const { advertiserId, key } = await world.advertiser();
    const narrow = await world.made('createKey', { key, body: { label: 'keys', scopes: ['keys:write'] } });
    expect((await world.call('createKey', { key: narrow.key, body: { label: 'all' } })).status).toBe(403);
    for (const [body, field] of [
      [{ label: 'x', role: 'operator' }, 'body.role'],
      [{ label: 'x', subjectId: 'adv_9' }, 'body.subjectId'],
      [{ label: 'x', scopes: ['payouts:approve'] }, 'body.scopes'],
      [{ label: 'x', approvalLimits: [{ currency: 'USD', maxMinor: 1 }] }, 'body.approvalLimits'],
    ] as const) {
      const answer = await world.call('createKey', { key, body });
      expect(answer).toMatchObject({ status: 400, json: { errors: [{ field }] } });
    }
    const same = await world.call('createKey', {
      key,
      body: { label: 'x', role: 'advertiser', subjectId: advertiserId },
    });
    expect(same.status).toBe(201);
    for (const body of [{ label: 'x' }, { label: 'x', role: 'finance' }]) {
      expect((await world.call('createKey', { body })).status).toBe(400);
    }
  });
});
