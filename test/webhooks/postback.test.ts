import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fillTemplate, MACROS, unknownMacro } from '../../shared/webhooks/postback.ts';
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
    expect(unknownMacro(MACROS.map((macro) => `{${macro}}`).join(''))).toBeUndefined();
    expect(unknownMacro('{param:utm_source}{sub6}')).toBe('sub6');
  });
});
