import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_JSON_DEPTH } from '../../shared/platform/http/parse-json.ts';
import { MAX_BODY_BYTES } from '../../shared/platform/http/request.ts';
import { type CatalogWorld, catalogWorld } from './world.ts';

let world: CatalogWorld;
beforeEach(async () => {
  world = await catalogWorld();
});

const body = (changes: object = {}) => ({
  name: 'Roofs today',
  origins: ['https://Roofs.example/', 'http://localhost:8080'],
  currency: 'USD',
  payoutThresholdMinor: 5_000,
  ...changes,
});

const payee = (changes: object = {}) => ({
  legalName: 'Roofs Today LLC',
  method: 'csv',
  accountReference: 'ACCT-998877-4321',
  ...changes,
});

describe('publishers', () => {
  it('get a tag key, and their origins as browsers send them', async () => {
    const made = await world.made('createPublisher', { body: body() });
    expect(made).toMatchObject({
      publisherId: expect.stringMatching(/^pub_/),
      tagKey: expect.stringMatching(/^tag_.{20}/),
      origins: ['https://roofs.example', 'http://localhost:8080'],
      payoutThresholdMinor: 5_000,
    });
    expect(made).not.toHaveProperty('payee');
    expect((await world.made('listPublishers', {})).items).toEqual([made]);
  });

  it.each([
    [{ origins: [] }, 'body.origins'],
    [{ origins: ['http://roofs.example'] }, 'body.origins.0'],
    [{ origins: ['https://roofs.example/shop'] }, 'body.origins.0'],
    [{ origins: ['https://*.roofs.example'] }, 'body.origins.0'],
    [{ origins: ['https://user:pw@roofs.example'] }, 'body.origins.0'],
    [{ origins: ['https://ok.example', 'roofs.example'] }, 'body.origins.1'],
    [{ origins: ['null'] }, 'body.origins.0'],
    [{ origins: ['javascript:alert(1)'] }, 'body.origins.0'],
    [{ currency: 'BTC' }, 'body.currency'],
    [{ payoutThresholdMinor: -1 }, 'body.payoutThresholdMinor'],
    [{ payoutThresholdMinor: 0.5 }, 'body.payoutThresholdMinor'],
    [{ name: undefined }, 'body.name'],
  ])('are refused with %j naming %s', async (changes, field) => {
    const answer = await world.call('createPublisher', { body: body(changes) });
    expect(answer.status).toBe(400);
    expect(answer.json.errors.map((each: { field: string }) => each.field)).toContain(field);
    expect((await world.made('listPublishers', {})).items).toEqual([]);
  });

  it('change field by field; who is not there is a 404', async () => {
    const { publisherId } = await world.made('createPublisher', { body: body() });
    const change = { origins: ['https://new.example'] };
    const changed = await world.made('changePublisher', { params: { publisherId }, body: change });
    expect(changed).toMatchObject({ name: 'Roofs today', origins: ['https://new.example'] });
    expect(await world.made('changePublisher', { params: { publisherId }, body: {} })).toEqual(changed);
    const missing = await world.call('changePublisher', { params: { publisherId: 'pub_9' }, body: change });
    expect(missing.status).toBe(404);
    const currency = await world.call('changePublisher', { params: { publisherId }, body: { currency: 'EUR' } });
    expect(currency.status).toBe(400);
  });

  it('show the account masked, everywhere and from the first moment', async () => {
    const { publisherId } = await world.made('createPublisher', { body: body() });
    const set = await world.call('setPayee', { params: { publisherId }, body: payee() });
    expect(set.json.payee).toMatchObject({ legalName: 'Roofs Today LLC', method: 'csv', accountMasked: '…4321' });
    const listed = await world.call('listPublishers', {});
    for (const text of [set.text, listed.text, JSON.stringify(world.logged)]) expect(text).not.toContain('998877');
    expect(await world.deps.payees.read(publisherId)).toEqual(payee());
  });

  it.each([
    [{ accountReference: 'a' }, 'body.accountReference'],
    [{ accountReference: 'x'.repeat(65) }, 'body.accountReference'],
    [{ accountReference: 'über-konto' }, 'body.accountReference'],
    [{ legalName: '' }, 'body.legalName'],
    [{ method: 'cash' }, 'body.method'],
  ])('refuse a payee with %j naming %s, without repeating it', async (changes, field) => {
    const { publisherId } = await world.made('createPublisher', { body: body() });
    const answer = await world.call('setPayee', { params: { publisherId }, body: payee(changes) });
    expect(answer.json.errors[0].field).toBe(field);
    expect(answer.text).not.toContain('ACCT-998877-4321');
    expect(await world.deps.payees.read(publisherId)).toBeUndefined();
  });
});

describe('lists', () => {
  it('are paged by a cursor that no other list takes', async () => {
    for (let index = 0; index < 5; index += 1) await world.made('createAdvertiser', { body: { name: `A${index}` } });
    const names: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) };
      const page = await world.made('listAdvertisers', { query });
      names.push(...page.items.map((each: { name: string }) => each.name));
      cursor = page.nextCursor;
      if (!cursor) break;
      const foreign = await world.call('listPublishers', { query: { limit: '2', cursor } });
      expect(foreign).toMatchObject({ status: 400, json: { errors: [{ field: 'query.cursor' }] } });
    }
    expect(names.sort()).toEqual(['A0', 'A1', 'A2', 'A3', 'A4']);
  });

  it.each([
    [{ limit: '0' }, 'query.limit'],
    [{ limit: '101' }, 'query.limit'],
    [{ limit: 'many' }, 'query.limit'],
    [{ cursor: 'forged' }, 'query.cursor'],
    [{ cursor: Buffer.from('{"v":1,"l":"x","k":["a"]}').toString('base64url') }, 'query.cursor'],
  ])('refuse %j naming %s', async (query, field) => {
    const answer = await world.call('listAdvertisers', { query });
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ field }] } });
  });
});

describe('one advertiser or publisher', () => {
  it('is shown to itself and the network, and is not there for anybody else', async () => {
    const { advertiserId, key } = await world.advertiser('Acme');
    const { publisherId, key: publisherKey } = await world.publisher('Roofs');
    const other = await world.publisher('Other');
    const advertiser = { params: { advertiserId } };
    const publisher = { params: { publisherId } };
    for (const asked of [advertiser, { ...advertiser, key }]) {
      expect((await world.call('getAdvertiser', asked)).json).toMatchObject({ advertiserId, name: 'Acme' });
    }
    for (const asked of [publisher, { ...publisher, key: publisherKey }]) {
      expect((await world.call('getPublisher', asked)).json).toMatchObject({ publisherId, name: 'Roofs' });
    }
    const stranger = await world.advertiser('Stranger');
    expect((await world.call('getAdvertiser', { ...advertiser, key: stranger.key })).status).toBe(404);
    expect((await world.call('getPublisher', { ...publisher, key: other.key })).status).toBe(404);
    expect((await world.call('getPublisher', { params: { publisherId: 'pub_x' } })).status).toBe(404);
  });
});

describe('a publisher', () => {
  it('is changed and approved as it was seen, or not at all', async () => {
    const body = { name: 'New', origins: ['https://new.example'], currency: 'USD', payoutThresholdMinor: 0 };
    const made = await world.made('createPublisher', { body: { ...body, state: 'pending' } });
    expect(made.version).toBe(1);
    const params = { publisherId: made.publisherId };
    expect((await world.call('getPublisher', { params })).headers.etag).toBe('"1"');
    const from = (etag: string) => ({ method: 'PUT', params, headers: { 'if-match': etag } });
    // Nothing asked for is nothing changed.
    expect((await world.call('changePublisher', { ...from('"1"'), body: {} })).headers.etag).toBe('"1"');
    // Somebody gives it other pages while an operator looks at the first.
    const pages = { origins: ['https://other.example'] };
    const asked = [1, 2, 3, 4, 5].map(() => world.call('changePublisher', { ...from('"1"'), body: pages }));
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    const approve = (etag: string) => world.call('setPublisherState', { ...from(etag), body: { state: 'active' } });
    expect(await approve('"1"')).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect((await world.call('getPublisher', { params })).json).toMatchObject({
      ...pages,
      state: 'pending',
      version: 2,
    });
    expect(await approve('"2"')).toMatchObject({ status: 200, headers: { etag: '"3"' }, json: { state: 'active' } });
    expect((await approve('"0"')).status).toBe(412);
    expect((await approve('*')).json).toMatchObject({ status: 400, errors: [{ field: 'headers.if-match' }] });
    const anyway = { method: 'PUT', params, body: { name: 'Newer' } };
    expect((await world.call('changePublisher', anyway)).json).toMatchObject({ name: 'Newer', version: 4 });
    const nobody = { ...from('"1"'), params: { publisherId: 'pub_x' }, body: { name: 'x' } };
    expect((await world.call('changePublisher', nobody)).status).toBe(404);
  });

  it('waits for its approval where it is made so, is paused and goes on, and is found by its state', async () => {
    const body = { name: 'New', origins: ['https://new.example'], currency: 'USD', payoutThresholdMinor: 0 };
    const { publisherId } = await world.made('createPublisher', { body: { ...body, state: 'pending' } });
    await world.publisher('Old');
    const found = async (state: string): Promise<string[]> =>
      (await world.made('listPublishers', { query: { state } })).items.map(({ name }: { name: string }) => name);
    expect(await found('pending')).toEqual(['New']);
    expect(await found('active')).toEqual(['Old']);
    const request = { method: 'PUT', params: { publisherId } };
    for (const state of ['active', 'paused']) {
      expect((await world.made('setPublisherState', { ...request, body: { state } })).state).toBe(state);
      expect(await found(state)).toContain('New');
    }
    const refused = await world.call('setPublisherState', { ...request, body: { state: 'pending' } });
    expect(refused).toMatchObject({ status: 400, json: { errors: [{ field: 'body.state' }] } });
    const nobody = { ...request, params: { publisherId: 'pub_x' }, body: { state: 'active' } };
    expect((await world.call('setPublisherState', nobody)).status).toBe(404);
  });
});

describe('bodies', () => {
  const send = (text: string) => world.call('createAdvertiser', { body: text });

  it('that are no JSON, no object or nothing at all are a 400', async () => {
    for (const text of ['{', '{"name":"x"', 'name=x', '[]', '"x"', 'null', '', '   ', '{"name":"x"}}']) {
      const answer = await send(text);
      expect(answer.status, text).toBe(400);
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
  });

  it('that are too large are a 413, and too deep a 400, before anything reads them', async () => {
    const large = await send(JSON.stringify({ name: 'x'.repeat(MAX_BODY_BYTES) }));
    expect(large).toMatchObject({ status: 413, json: { type: 'urn:callbourse:problem:too-large' } });
    for (const depth of [MAX_JSON_DEPTH + 1, 100_000]) {
      const deep = await send(`{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`);
      expect(deep).toMatchObject({ status: 400, json: { detail: expect.stringContaining('nested deeper') } });
    }
  });

  it('that would change an object’s prototype change nothing', async () => {
    const answer = await send('{"name":"x","__proto__":{"isAdmin":true}}');
    expect(answer.status).toBe(400);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('are taken in base64, as API Gateway may send them', async () => {
    const text = Buffer.from(JSON.stringify({ name: 'Zoë & Söhne' })).toString('base64');
    const answer = await world.call('createAdvertiser', { body: text, base64: true });
    expect(answer.json.name).toBe('Zoë & Söhne');
  });

  it('do not reach a log when something breaks', async () => {
    const broken = await catalogWorld();
    broken.deps.advertisers.create = () => Promise.reject(new Error('table is gone'));
    const answer = await broken.call('createAdvertiser', { body: { name: 'Secret Name Ltd' } });
    expect(answer).toMatchObject({ status: 500, json: { type: 'urn:callbourse:problem:internal' } });
    expect(answer.text).not.toContain('table is gone');
    expect(JSON.stringify(broken.logged)).not.toContain('Secret Name');
    expect(broken.logged).toHaveLength(1);
  });
});
