import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { judgedItem, openedItem } from './fixture.ts';
import { fails, type Receiver, receiver, takes, verified } from './receiver.ts';
import { type WebhookWorld, webhookWorld } from './world.ts';

const KEY = 'advertiser:adv_1';

let place: Receiver;
let world: WebhookWorld;
let webhookId: string;
let secret: string;

beforeAll(async () => {
  place = await receiver();
});
afterAll(() => place.close());
beforeEach(async () => {
  world = await webhookWorld();
  place.received.length = 0;
  place.behave = takes;
  ({ webhookId, secret } = await world.made(KEY, { url: place.url }));
});

const shown = async () => (await world.call('getWebhook', KEY, { params: { webhookId } })).json;
const deliveries = async () => {
  const { json } = await world.call('listDeliveries', KEY, { params: { webhookId }, query: {} });
  return json.items as { deliveryId: string; eventId: string; type: string; state: string; tries: number }[];
};
const details = async (deliveryId: string) =>
  (await world.call('getDelivery', KEY, { params: { webhookId, deliveryId } })).json;
const typesReceived = () => place.received.map(({ body }) => JSON.parse(body).type);

describe('an event', () => {
  it('arrives once, signed as Standard Webhooks are, and what it costs is known', async () => {
    world.units.reset();
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    expect(place.received).toHaveLength(1);
    const [request] = place.received;
    const event = verified(secret, request as NonNullable<typeof request>);
    expect(event).toMatchObject({ type: 'outcome.qualified', data: { outcomeId: 'out_1', chargeMinor: 4_500 } });
    expect(event.id).toBe(request?.headers['webhook-id']);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', tries: 1, eventId: event.id }]);
    expect(world.units.units.write).toBeLessThanOrEqual(6);
  });

  it.each<[string, Parameters<typeof setBehaviour>[0], object]>([
    ['answers 500', fails, { status: 500, answer: 'no' }],
    [
      'redirects to the metadata service',
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      { status: 302 },
    ],
    ['breaks the connection', (response) => response.destroy(), { failure: 'unreachable' }],
  ])('is tried again while the receiver %s', async (_what, behave, attempt) => {
    setBehaviour(behave);
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    const [{ deliveryId } = { deliveryId: '' }] = await deliveries();
    expect(await details(deliveryId)).toMatchObject({ state: 'pending', tries: 1, attempts: [attempt] });
    place.behave = takes;
    await world.pass(3 * MINUTE_MS);
    expect(await details(deliveryId)).toMatchObject({ state: 'delivered', tries: 2 });
    expect(new Set(place.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  const setBehaviour = (behave: Receiver['behave']) => {
    place.behave = behave;
  };

  it('is given up on by a receiver that hangs after its time, and tried again', async () => {
    place.behave = () => undefined;
    world.patience.timeoutMs = 100;
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    const [{ deliveryId } = { deliveryId: '' }] = await deliveries();
    expect(await details(deliveryId)).toMatchObject({ state: 'pending', attempts: [{ failure: 'timeout' }] });
  });

  it('that is answered with 3 MB is delivered, and the log keeps the beginning, masked', async () => {
    place.behave = (response) =>
      response.end(
        `hello ann@buyer.example, +1 217 555 0142, key abcdefghijklmnopqrstuvwxyz0123456789 ${'x '.repeat(1_500_000)}`,
      );
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    const [{ deliveryId } = { deliveryId: '' }] = await deliveries();
    const { state, attempts } = await details(deliveryId);
    expect(state).toBe('delivered');
    expect(attempts[0].answer.length).toBeLessThanOrEqual(500);
    expect(attempts[0].answer).toContain('hello …@…, …, key …');
  });

  it('is not sent to a name that has come to lead inside', async () => {
    const outside = await webhookWorld({ allowLoopback: false });
    const made = await outside.made(KEY, { url: 'https://not-yet.invalid/in' });
    const hook = await outside.deps.webhooks.get({ kind: 'advertiser', id: 'adv_1' }, made.webhookId);
    // What the URL leads to is looked at when it is sent to, not only when it is saved.
    await outside.deps.webhooks.change(
      { ...(hook as NonNullable<typeof hook>), url: 'https://localhost/in', version: 2 },
      1,
    );
    await outside.stream([judgedItem('out_1')]);
    await outside.drain();
    const params = { webhookId: made.webhookId };
    const { json } = await outside.call('listDeliveries', KEY, { params, query: {} });
    const { deliveryId } = json.items[0];
    const one = await outside.call('getDelivery', KEY, { params: { ...params, deliveryId } });
    expect(one.json.attempts).toMatchObject([{ failure: 'private-address' }]);
  });

  it('waits behind an earlier one of the same object, and no other', async () => {
    const refuses = new Set(['outcome.opened']);
    place.behave = (response, { body }) => response.writeHead(refuses.has(JSON.parse(body).type) ? 500 : 204).end();
    await world.stream([openedItem('out_1'), judgedItem('out_1'), judgedItem('out_2')]);
    await world.drain();
    expect(typesReceived().sort()).toEqual(['outcome.opened', 'outcome.qualified']);
    expect((await deliveries()).filter(({ state }) => state === 'pending')).toHaveLength(2);
    refuses.clear();
    place.received.length = 0;
    await world.pass(3 * MINUTE_MS);
    expect(typesReceived()).toEqual(['outcome.opened', 'outcome.qualified']);
  });

  it('waits behind an earlier one however many of its object were delivered before', async () => {
    const body = JSON.stringify({ id: 'evt', type: 'pool.low', timestamp: '2026-03-02T15:00:00.000Z', data: {} });
    const base = {
      webhookId,
      owner: { kind: 'advertiser' as const, id: 'adv_1' },
      type: 'pool.low',
      objectId: 'pool_1',
    };
    const { deliveries: log, clock } = world.deps;
    const nowMs = clock.nowMs();
    const one = (count: number, state: 'delivered' | 'pending') => ({
      ...{ ...base, atMs: nowMs + count, eventId: `evt_${count}`, body, state },
      ...{ ...(state === 'pending' && { nextAtMs: nowMs + HOUR_MS }), sinceMs: nowMs, tries: 1, attempts: [] },
    });
    for (let count = 0; count < 110; count += 1) await log.create(one(count, 'delivered'));
    await log.create(one(110, 'pending'));
    const last = one(111, 'pending');
    await log.create(last);
    expect(await log.earlierWaiting(last)).toMatchObject({ eventId: 'evt_110' });
    expect(await log.nextWaiting(one(0, 'delivered'))).toMatchObject({ eventId: 'evt_110' });
    expect(await log.earlierWaiting(one(110, 'pending'))).toBeUndefined();
  });

  it('whose message was lost is asked for by its own turn', async () => {
    await world.stream([judgedItem('out_1')]);
    world.messages.length = 0;
    await world.pass(11 * MINUTE_MS, 11 * MINUTE_MS);
    expect(typesReceived()).toEqual(['outcome.qualified']);
  });

  it('is sent once though its message comes twice', async () => {
    await world.stream([judgedItem('out_1')]);
    world.messages.push(...world.messages);
    const [first, again] = world.messages.splice(0);
    for (const message of [first, again]) {
      world.messages.push(message as NonNullable<typeof message>);
      await world.drain();
    }
    expect(place.received).toHaveLength(1);
  });

  it('is written down once by workers who try it at the same moment, whoever of them was first', async () => {
    await world.stream([judgedItem('out_1')]);
    const [message] = world.messages.splice(0);
    await Promise.all(
      Array.from({ length: 5 }, () => {
        world.messages.push(message as NonNullable<typeof message>);
        return world.drain();
      }),
    );
    expect(new Set(place.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', tries: 1 }]);
  });

  it('of a webhook that was removed goes nowhere', async () => {
    await world.stream([judgedItem('out_1')]);
    await world.call('removeWebhook', KEY, { params: { webhookId } });
    await world.drain();
    await world.pass(20 * MINUTE_MS, 10 * MINUTE_MS);
    expect(place.received).toEqual([]);
    expect(world.messages).toEqual([]);
  });
});

describe('a receiver', () => {
  it('that fails is left alone for a while, longer each time, and heard again once it takes something', async () => {
    place.behave = fails;
    await world.stream(Array.from({ length: 20 }, (_, index) => judgedItem(`out_${index}`)));
    await world.drain();
    // Five are on their way before the first failures are known; the others are not even tried.
    expect(place.received.length).toBeLessThan(20);
    expect((await shown()).trouble.failures).toBeGreaterThanOrEqual(3);
    const before = place.received.length;
    await world.pass(30 * MINUTE_MS, 5 * MINUTE_MS);
    expect(place.received.length - before).toBeLessThan(100);
    place.behave = takes;
    await world.pass(3 * HOUR_MS, 15 * MINUTE_MS);
    expect((await deliveries()).every(({ state }) => state === 'delivered')).toBe(true);
    expect((await shown()).trouble).toBeUndefined();
  });

  it('shows of its headers what tells why, masked, and nothing else', async () => {
    place.behave = (response) =>
      response
        .writeHead(302, {
          ...{
            'retry-after': '120',
            location: 'https://x.example/?mail=ann@buyer.example',
            'content-type': 'text/plain',
          },
          ...{ 'set-cookie': 'session=1', 'x-request-id': 'r'.repeat(300) },
        })
        .end();
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    const [{ deliveryId } = { deliveryId: '' }] = await deliveries();
    const [{ headers }] = (await details(deliveryId)).attempts;
    expect(headers).toEqual({
      ...{ 'content-type': 'text/plain', 'retry-after': '120', location: 'https://x.example/?mail=…@…' },
      'x-request-id': '…',
    });
  });

  it('that asks for time by Retry-After is given it', async () => {
    place.behave = (response) => response.writeHead(429, { 'retry-after': '1800' }).end();
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    place.behave = takes;
    await world.pass(29 * MINUTE_MS, 29 * MINUTE_MS);
    expect(place.received).toHaveLength(1);
    await world.pass(3 * MINUTE_MS);
    expect(place.received).toHaveLength(2);
  });

  it('that answers 410 is paused at once, and the owner’s other webhooks and the network hear of it', async () => {
    const other = await world.made(KEY, { url: `${place.url}/other`, events: ['webhook.paused'] });
    const ops = await world.made('operator:ops', { url: `${place.url}/ops`, events: ['webhook.*'] });
    place.behave = (response, { path }) => response.writeHead(path === '/in' ? 410 : 204).end();
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    expect(await shown()).toMatchObject({ state: 'paused', paused: { because: 'gone' } });
    const notices = place.received.filter(({ path }) => path !== '/in');
    expect(notices.map(({ path }) => path).sort()).toEqual(['/in/ops', '/in/other']);
    expect(notices.map(({ body }) => JSON.parse(body).data)).toEqual(
      [0, 1].map(() => ({ webhookId, name: 'Mine', because: 'gone' })),
    );
    expect(other.webhookId).not.toBe(ops.webhookId);
  });

  it('that its owner paused gets everything afterwards, in order', async () => {
    await world.call('setWebhookState', KEY, { method: 'PUT', params: { webhookId }, body: { state: 'paused' } });
    await world.stream([openedItem('out_1'), judgedItem('out_1')]);
    await world.drain();
    await world.pass(DAY_MS, 6 * HOUR_MS);
    expect(place.received).toEqual([]);
    await world.call('setWebhookState', KEY, { method: 'PUT', params: { webhookId }, body: { state: 'active' } });
    await world.drain();
    expect(typesReceived()).toEqual(['outcome.opened', 'outcome.qualified']);
  });
});
