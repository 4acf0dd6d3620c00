import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { webhookKey } from '../../shared/webhooks/keys.ts';
import { type Receiver, receiver, verified } from './receiver.ts';
import { type WebhookWorld, webhookWorld } from './world.ts';

const KEY = 'advertiser:adv_1';

let place: Receiver;
let world: WebhookWorld;
beforeAll(async () => {
  place = await receiver();
});
afterAll(() => place.close());
beforeEach(async () => {
  world = await webhookWorld();
  place.received.length = 0;
});

const body = (changes: object = {}) => ({ name: 'CRM', url: place.url, events: ['outcome.*'], ...changes });

describe('a webhook', () => {
  it('is created with a secret that is shown once and stored sealed', async () => {
    const { status, json } = await world.call('createWebhook', KEY, { body: body() });
    expect(status).toBe(201);
    expect(json).toMatchObject({ kind: 'webhook', method: 'POST', state: 'active', version: 1, events: ['outcome.*'] });
    const { secret, ...shown } = json;
    expect(secret).toMatch(/^whsec_/);
    expect((await world.call('listWebhooks', KEY, { method: 'GET' })).json.items).toEqual([shown]);
    const Key = webhookKey({ kind: 'advertiser', id: 'adv_1' }, json.webhookId);
    const { Item } = await world.client.send(new GetCommand({ TableName: world.table, Key }));
    expect(JSON.stringify(Item)).not.toContain(secret.slice('whsec_'.length));
  });

  it('belongs to its owner alone; finance and operators share the network’s', async () => {
    const mine = await world.made(KEY, { url: place.url });
    const params = { webhookId: mine.webhookId };
    for (const stranger of ['advertiser:adv_2', 'publisher:adv_1', 'operator:adv_1', 'finance:f']) {
      for (const operation of ['getWebhook', 'removeWebhook', 'testWebhook', 'listDeliveries'] as const) {
        expect((await world.call(operation, stranger, { params })).status).toBe(404);
      }
    }
    const shared = await world.made('operator:ops', { url: place.url });
    const read = await world.call('getWebhook', 'finance:clerk', { params: { webhookId: shared.webhookId } });
    expect(read).toMatchObject({ status: 200, headers: { etag: '"1"' } });
  });

  it('is changed from the version that was read, and removed', async () => {
    const { webhookId } = await world.made(KEY, { url: place.url });
    const change = (etag: string, changes: object = {}) =>
      world.call('changeWebhook', KEY, {
        params: { webhookId },
        headers: { 'if-match': etag },
        body: body({ name: 'Other', events: ['dispute.opened'], ...changes }),
      });
    expect(await change('"1"')).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { name: 'Other' } });
    expect((await change('"1"')).status).toBe(412);
    expect((await change('"2"', { url: 'ftp://x.example' })).json.errors[0].field).toBe('body.url');
    const seen = (etag: string) => ({ params: { webhookId }, headers: { 'if-match': etag } });
    const turn = (etag: string, state: string) =>
      world.call('setWebhookState', KEY, { ...seen(etag), method: 'PUT', body: { state } });
    expect((await turn('"1"', 'paused')).status).toBe(412);
    expect(await turn('"2"', 'paused')).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      json: { state: 'paused' },
    });
    // Who asks for what is there already changes nothing, and is told so only where it is not as they saw it.
    expect(await turn('"3"', 'paused')).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    expect((await turn('"2"', 'paused')).status).toBe(412);
    expect((await turn('"2"', 'active')).status).toBe(412);
    expect(await turn('"3"', 'active')).toMatchObject({
      status: 200,
      headers: { etag: '"4"' },
      json: { state: 'active' },
    });
    expect((await world.call('removeWebhook', KEY, seen('"3"'))).status).toBe(412);
    expect((await world.call('removeWebhook', KEY, seen('"4"'))).status).toBe(204);
    expect((await world.call('getWebhook', KEY, { params: { webhookId } })).status).toBe(404);
  });

  it('signs with both secrets after a rotation, until the stated time', async () => {
    const { webhookId, secret: first } = await world.made(KEY, { url: place.url });
    const rotated = await world.call('rotateWebhookSecret', KEY, {
      params: { webhookId },
      body: { keepPreviousHours: 2 },
    });
    const second = rotated.json.secret;
    expect(rotated).toMatchObject({ status: 201, json: { previousSecretUntil: '2026-03-02T17:00:00.000Z' } });
    const send = async () => {
      await world.call('testWebhook', KEY, { params: { webhookId } });
      expect(await world.drain()).toEqual([]);
      return place.received.at(-1) as NonNullable<(typeof place.received)[number]>;
    };
    const both = await send();
    expect(verified(first, both)).toMatchObject({ type: 'webhook.test' });
    expect(verified(second, both)).toMatchObject({ type: 'webhook.test' });
    world.clock.advance(2 * 3_600_000);
    const read = await world.call('getWebhook', KEY, { params: { webhookId } });
    expect(read.json).not.toHaveProperty('previousSecretUntil');
    const one = await send();
    expect(verified(second, one)).toMatchObject({ type: 'webhook.test' });
    expect(() => verified(first, one)).toThrow('No matching signature');
  });

  it('gets a test event whatever it wants, and shows what came of it', async () => {
    const { webhookId } = await world.made(KEY, { url: place.url, events: ['invoice.issued'] });
    const { status, json } = await world.call('testWebhook', KEY, { params: { webhookId } });
    expect(status).toBe(202);
    await world.drain();
    const shown = await world.call('getDelivery', KEY, { params: { webhookId, deliveryId: json.deliveryId } });
    expect(shown.json).toMatchObject({
      state: 'delivered',
      eventId: json.eventId,
      type: 'webhook.test',
      tries: 1,
      attempts: [{ status: 204, request: { method: 'POST', url: place.url } }],
    });
    expect(place.received[0]?.headers['webhook-id']).toBe(json.eventId);
  });

  it('has at most nineteen beside it, by forty who make one at the same moment as well', async () => {
    const made = await Promise.all(
      Array.from({ length: 40 }, () => world.call('createWebhook', KEY, { body: body() })),
    );
    const listed = (await world.call('listWebhooks', KEY, { method: 'GET' })).json.items;
    const taken = made.filter(({ status }) => status === 201).map(({ json }) => json.webhookId);
    expect(listed.map(({ webhookId }: { webhookId: string }) => webhookId).sort()).toEqual(taken.sort());
    expect(taken).toHaveLength(20);
    expect(made.filter(({ status }) => status === 409)).toHaveLength(20);
    expect((await world.call('removeWebhook', KEY, { params: { webhookId: taken[0] } })).status).toBe(204);
    expect((await world.call('createWebhook', KEY, { body: body() })).status).toBe(201);
    expect((await world.call('createWebhook', KEY, { body: body() })).status).toBe(409);
    expect((await world.call('createWebhook', 'advertiser:adv_2', { body: body() })).status).toBe(201);
  });

  it('made again under its id, as a repeated request does, takes no second place', async () => {
    const { webhookId } = await world.made(KEY, { url: place.url });
    const { webhooks } = world.deps;
    const kept = await webhooks.get({ kind: 'advertiser', id: 'adv_1' }, webhookId);
    for (let again = 0; again < 25; again += 1) {
      expect(await webhooks.create({ ...(kept as NonNullable<typeof kept>), name: `Again ${again}` })).toBe(true);
    }
    const listed = (await world.call('listWebhooks', KEY, { method: 'GET' })).json.items;
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(['Again 24']);
  });
});

describe('what is refused, with its field', () => {
  beforeEach(async () => {
    world = await webhookWorld({ allowLoopback: false });
  });

  it.each([
    ['https://127.0.0.1/in', 'url'],
    ['https://169.254.169.254/latest/meta-data/', 'url'],
    ['https://[::1]/in', 'url'],
    ['https://localhost/in', 'url'],
    ['http://hooks.example/in', 'url'],
    ['https://user:word@hooks.example/in', 'url'],
    ['not a url', 'url'],
  ])('%s', async (url) => {
    const { status, json } = await world.call('createWebhook', KEY, { body: body({ url }) });
    expect(status).toBe(400);
    expect(json.errors[0].field).toBe('body.url');
  });

  it.each([
    [{ events: ['outcome.nothing'] }, 'body.events.0'],
    [{ events: [] }, 'body.events'],
    [{ method: 'GET' }, 'body.method'],
    [{ kind: 'postback' }, 'body.kind'],
    [{ name: ' ' }, 'body.name'],
    [{ more: 1 }, 'body.more'],
  ])('%j', async (changes, field) => {
    const { status, json } = await world.call('createWebhook', KEY, {
      body: body({ url: 'https://hooks.invalid/in', ...changes }),
    });
    expect(status).toBe(400);
    expect(json.errors[0].field).toBe(field);
  });

  it.each([
    ['https://t.invalid/?x={nonsense}', 'no macro'],
    ['https://{source}.invalid/', 'macro in its host'],
    ['https:{sub1}/p', 'macro in its host'],
    ['https:/{sub1}/p', 'macro in its host'],
    ['https:///{sub1}/p', 'macro in its host'],
    ['https:\\\\{sub1}/p', 'macro in its host'],
    [' https://{sub1}/p', 'macro in its host'],
    ['ht\ttps://{sub1}/p', 'macro in its host'],
    ['https://t.invalid{sub1}/p', 'macro in its host'],
    ['https://{sub1}@t.invalid/p', 'macro in its host'],
    ['https://t.invalid:{sub1}/p', 'no URL'],
    ['{sub1}://t.invalid/p', 'no URL'],
    ['https://user:word@t.invalid/{sub1}', 'password'],
    [`https://t.invalid/${'ü'.repeat(400)}`, 'more than 1000 characters'],
    ['https://127.0.0.1/?x={outcome_id}', 'public address'],
  ])('the postback %s', async (url, why) => {
    const { status, json } = await world.call('createWebhook', 'publisher:pub_1', {
      body: body({ url, kind: 'postback', method: 'GET' }),
    });
    expect(status).toBe(400);
    expect(json.errors[0]).toMatchObject({ field: 'body.url', message: expect.stringContaining(why) });
  });
});
