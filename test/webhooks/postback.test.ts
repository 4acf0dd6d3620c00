import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { MACROS } from '../../shared/webhooks/postback.ts';
import { fillTemplate, readTemplate } from '../../shared/webhooks/postback-template.ts';
import { publishEvents } from '../../shared/webhooks/publish-events.ts';
import { judgedItem } from './fixture.ts';
import { type Receiver, receiver } from './receiver.ts';
import { type WebhookWorld, webhookWorld } from './world.ts';

const KEY = 'publisher:pub_1';

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

const query =
  '?id={outcome_id}&s={state}&p={payout}&pm={payout_minor}&c={currency}&click={click_id}&u={param:utm_source}&s1={sub1}&t={talk_seconds}&e={event}';
const words = {
  id: 'out_1',
  s: 'qualified',
  p: '30.00',
  pm: '3000',
  c: 'USD',
  click: 'click 1&x=ü',
  u: 'ads',
  s1: '',
  t: '95',
  e: 'outcome.qualified',
};

describe('a postback', () => {
  it('asks its URL with the event’s words in it, unsigned, and the log shows what was asked', async () => {
    const { webhookId, secret } = await world.made(KEY, {
      kind: 'postback',
      method: 'GET',
      url: `${place.url}/{event_id}${query}`,
      events: ['outcome.qualified'],
    });
    expect(secret).toBeUndefined();
    await world.stream([judgedItem('out_1'), judgedItem('out_2', 'rejected')]);
    expect(await world.drain()).toEqual([]);
    expect(place.received).toHaveLength(1);
    const [request] = place.received;
    expect(request).toMatchObject({ method: 'GET', body: '' });
    expect(request?.headers).not.toHaveProperty('webhook-signature');
    const asked = new URL(request?.path ?? '', place.url);
    expect(Object.fromEntries(asked.searchParams)).toEqual(words);
    const { json } = await world.call('listDeliveries', KEY, { params: { webhookId }, query: {} });
    expect(asked.pathname).toBe(`/in/${json.items[0].eventId}`);
    const one = await world.call('getDelivery', KEY, { params: { webhookId, deliveryId: json.items[0].deliveryId } });
    expect(one.json.attempts[0].request).toEqual({ method: 'GET', url: asked.href });
  });

  it('by POST sends the query as a form', async () => {
    await world.made(KEY, { kind: 'postback', method: 'POST', url: `${place.url}${query}` });
    await world.stream([judgedItem('out_1')]);
    await world.drain();
    const [request] = place.received;
    expect(request).toMatchObject({ method: 'POST', path: '/in' });
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual(words);
  });

  it('can be tested, and has no secret to rotate', async () => {
    const { webhookId } = await world.made(KEY, {
      kind: 'postback',
      method: 'GET',
      url: `${place.url}?e={event}&p={payout}`,
    });
    await world.call('testWebhook', KEY, { params: { webhookId } });
    expect(await world.drain()).toEqual([]);
    expect(place.received[0]?.path).toBe('/in?e=webhook.test&p=');
    expect((await world.call('rotateWebhookSecret', KEY, { params: { webhookId }, body: {} })).status).toBe(409);
  });

  it('never lets a word out of its place, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        const filled = new URL(fillTemplate('https://t.example/a/{event}?x={source}&y=1', () => word));
        expect(filled.host).toBe('t.example');
        expect([...filled.searchParams.keys()]).toEqual(['x', 'y']);
        expect(filled.searchParams.get('x')).toBe(word.toWellFormed());
      }),
      { numRuns: 100 },
    );
  });

  it('knows every macro that it names', () => {
    const all = MACROS.map((macro) => `{${macro}}`).join('');
    expect(readTemplate(`https://t.example/${all}?${all}`)).toEqual({
      kind: 'template',
      url: `https://t.example/${all}?${all}`,
    });
    const why = 'has {sub6} in it, which is no macro';
    expect(readTemplate('https://t.example/{param:utm_source}{sub6}')).toEqual({ kind: 'refused', why });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('finds no word in {param:%s}', async (name) => {
    await world.made(KEY, {
      kind: 'postback',
      method: 'GET',
      url: `${place.url}?c={param:${name}}&u={param:utm_source}`,
    });
    await world.stream([judgedItem('out_1')]);
    expect(await world.drain()).toEqual([]);
    expect(place.received.map(({ path }) => path)).toEqual(['/in?c=&u=ads']);
  });

  it('that no request can be made of counts as a try, with its reason, and is tried again', async () => {
    const { webhookId } = await world.made(KEY, { kind: 'postback', method: 'GET', url: `${place.url}?p={payout}` });
    const event = { eventId: 'evt_1', type: 'outcome.adjusted', objectId: 'out_1', atMs: world.clock.nowMs() };
    const owner = { kind: 'publisher', id: 'pub_1' } as const;
    // An amount that is no whole number of cents: nothing that we write, and nothing that a retry could mend.
    await publishEvents(world.publishing, [{ ...event, owner, data: { amountMinor: 0.5, currency: 'USD' } }]);
    expect(await world.drain()).toEqual([]);
    const params = { webhookId, deliveryId: `${event.atMs}.evt_1` };
    const shown = async () => (await world.call('getDelivery', KEY, { params })).json;
    expect(await shown()).toMatchObject({ state: 'pending', tries: 1, attempts: [{ failure: 'not-composed' }] });
    await world.pass(2 * MINUTE_MS);
    expect(await shown()).toMatchObject({ tries: 2 });
    expect(place.received).toEqual([]);
  });

  it('is kept as the parser writes it, without what is never sent', async () => {
    const { webhookId } = await world.made(KEY, { kind: 'postback', url: ` ${place.url}/a b/{event}?c={sub1}#{sub2}` });
    const { json } = await world.call('getWebhook', KEY, { params: { webhookId } });
    expect(json.url).toBe(`${place.url}/a%20b/{event}?c={sub1}`);
  });
});
