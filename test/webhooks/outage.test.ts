import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { judgedItem } from './fixture.ts';
import { fails, type Receiver, receiver, takes, verified } from './receiver.ts';
import { type WebhookWorld, webhookWorld } from './world.ts';

const KEY = 'advertiser:adv_1';
/** The schedule asks each minute; an hour a step shows the same and is done sooner. */
const STEP_MS = HOUR_MS;

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
  place.behave = fails;
  ({ webhookId, secret } = await world.made(KEY, { url: place.url }));
});

const shown = async () => (await world.call('getWebhook', KEY, { params: { webhookId } })).json;
const params = () => ({ webhookId });
const listed = async () =>
  (await world.call('listDeliveries', KEY, { params: params(), query: { limit: '100' } })).json.items as {
    deliveryId: string;
    eventId: string;
    state: string;
  }[];
const happen = (from: number, to: number) =>
  world.stream(
    Array.from({ length: to - from }, (_, index) =>
      judgedItem(`out_${from + index}`, 'qualified', world.clock.nowMs()),
    ),
  );
const taken = () => place.received.map((request) => verified(secret, request).id);

describe('a receiver that fails for two days', () => {
  it('gets each event afterwards, none lost, each signature right', async () => {
    await happen(0, 5);
    await world.drain();
    for (let half = 1; half <= 4; half += 1) {
      await world.pass(12 * HOUR_MS, STEP_MS);
      await happen(half * 5, half * 5 + 5);
    }
    expect((await shown()).state).toBe('active');
    const tried = place.received.length;
    place.behave = takes;
    place.received.length = 0;
    await world.pass(5 * HOUR_MS, STEP_MS);
    const events = await listed();
    expect(events).toHaveLength(25);
    expect(events.every(({ state }) => state === 'delivered')).toBe(true);
    expect(taken().sort()).toEqual(events.map(({ eventId }) => eventId).sort());
    // Twenty waiting events and a receiver that is down for 48 hours: it is asked a few times an hour, not once for each.
    expect(tried).toBeLessThan(600);
  });
});

describe('a receiver that fails for more than three days', () => {
  beforeEach(async () => {
    await happen(0, 3);
    await world.drain();
    await world.pass(3 * DAY_MS + 5 * HOUR_MS, 2 * HOUR_MS);
  });

  it('is paused with the reason, and nothing is sent to it any more', async () => {
    expect(await shown()).toMatchObject({ state: 'paused', paused: { because: 'failing' } });
    await happen(3, 5);
    await world.drain();
    const before = place.received.length;
    await world.pass(DAY_MS, HOUR_MS);
    expect(place.received.length).toBe(before);
    expect((await listed()).map(({ state }) => state)).toEqual(Array(5).fill('held'));
  });

  it('gets everything once it is let go on', async () => {
    await happen(3, 5);
    place.behave = takes;
    place.received.length = 0;
    const state = { method: 'PUT', params: params(), body: { state: 'active' } };
    expect((await world.call('setWebhookState', KEY, state)).json).toMatchObject({ state: 'active' });
    await world.drain();
    const events = await listed();
    expect(taken().sort()).toEqual(events.map(({ eventId }) => eventId).sort());
    expect(events.map((event) => event.state)).toEqual(Array(5).fill('delivered'));
  });
});

describe('an event that is refused for three days while others are taken', () => {
  it('is given up, can be looked at, and replayed', async () => {
    let isRefused = true;
    place.behave = (response, { body }) => {
      response.writeHead(isRefused && JSON.parse(body).data.outcomeId === 'out_0' ? 400 : 204).end();
    };
    await happen(0, 1);
    for (let day = 1; day <= 4; day += 1) {
      await happen(day, day + 1);
      await world.drain();
      await world.pass(DAY_MS, 2 * HOUR_MS);
    }
    expect((await shown()).state).toBe('active');
    const events = await listed();
    const refused = events.filter(({ state }) => state === 'failed');
    expect(refused).toHaveLength(1);
    isRefused = false;
    place.received.length = 0;
    const replayed = await world.call('replayDeliveries', KEY, {
      params: params(),
      body: { deliveryIds: refused.map(({ deliveryId }) => deliveryId) },
    });
    expect(replayed).toMatchObject({ status: 202, json: { deliveries: 1 } });
    await world.drain();
    expect(taken()).toEqual(refused.map(({ eventId }) => eventId));
  });
});

describe('a replay', () => {
  beforeEach(async () => {
    place.behave = takes;
    for (let hour = 0; hour < 4; hour += 1) {
      await happen(hour * 35, hour * 35 + 35);
      await world.drain();
      world.clock.advance(HOUR_MS);
    }
  });

  it('of a time range sends what happened in it, under the same ids and with the same bytes', async () => {
    const first = new Map(place.received.map(({ headers, body }) => [String(headers['webhook-id']), body]));
    place.received.length = 0;
    const body = { from: '2026-03-02T16:00:00Z', to: '2026-03-02T18:30:00+00:00', states: ['delivered'] };
    const answer = await world.call('replayDeliveries', KEY, { params: params(), body });
    expect(answer).toMatchObject({ status: 202, json: {} });
    await world.drain();
    expect(place.received).toHaveLength(105);
    expect(new Set(taken()).size).toBe(105);
    for (const { headers, body: sent } of place.received) expect(sent).toBe(first.get(String(headers['webhook-id'])));
  });
});

describe('the log', () => {
  it('is listed by state and by type of event, page by page, each list with cursors of its own', async () => {
    place.behave = (response, { body }) =>
      response.writeHead(JSON.parse(body).data.outcomeId === 'out_3' ? 500 : 204).end();
    const query = async (asked: Record<string, string>) =>
      (await world.call('listDeliveries', KEY, { params: params(), query: asked })).json;
    await happen(0, 7);
    await world.stream([judgedItem('out_7', 'rejected', world.clock.nowMs())]);
    await world.drain();
    expect((await query({ state: 'pending' })).items).toMatchObject([{ objectId: 'out_3' }]);
    expect((await query({ type: 'outcome.rejected' })).items).toMatchObject([{ objectId: 'out_7' }]);
    expect((await query({ type: 'outcome.rejected', state: 'pending' })).items).toEqual([]);
    const asked = { state: 'delivered', type: 'outcome.qualified', limit: '2' };
    const found: string[] = [];
    let page = await query(asked);
    for (let pages = 0; pages < 9; pages += 1) {
      found.push(...page.items.map(({ objectId }: { objectId: string }) => objectId));
      if (!page.nextCursor) break;
      page = await query({ ...asked, cursor: page.nextCursor });
    }
    expect(found.sort()).toEqual(['out_0', 'out_1', 'out_2', 'out_4', 'out_5', 'out_6']);
    const first = await query(asked);
    const foreign = { params: params(), query: { state: 'pending', cursor: first.nextCursor } };
    expect((await world.call('listDeliveries', KEY, foreign)).status).toBe(400);
    const wrongs: Record<string, string>[] = [{ state: 'lost' }, { type: 'outcome.nothing' }];
    for (const wrong of wrongs) {
      expect((await world.call('listDeliveries', KEY, { params: params(), query: wrong })).status).toBe(400);
    }
  });
});

describe('a delivery', () => {
  it('is nobody’s but its webhook’s', async () => {
    place.behave = takes;
    await happen(0, 2);
    await world.drain();
    const other = await world.made(KEY, { url: place.url });
    const [{ deliveryId } = { deliveryId: '' }] = await listed();
    const theirs = { webhookId: other.webhookId };
    const body = { deliveryIds: [deliveryId] };
    expect((await world.call('replayDeliveries', KEY, { params: theirs, body })).status).toBe(404);
    expect((await world.call('getDelivery', KEY, { params: { ...theirs, deliveryId } })).status).toBe(404);
    const page = await world.call('listDeliveries', KEY, { params: params(), query: { limit: '1' } });
    const query = { cursor: page.json.nextCursor };
    expect((await world.call('listDeliveries', KEY, { params: theirs, query })).status).toBe(400);
  });
});

describe('a replay that names nothing', () => {
  it.each([
    [{ deliveryIds: ['1.evt_none'] }, 404],
    [{ deliveryIds: ['nonsense'] }, 404],
    [{ deliveryIds: [] }, 400],
    [{ from: '2026-03-03T00:00:00Z', to: '2026-03-02T00:00:00Z' }, 400],
    [{ from: 'yesterday', to: '2026-03-02T00:00:00Z' }, 400],
    [{ from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z', states: ['pending'] }, 400],
  ])('is refused for %j with %i', async (body, status) => {
    expect((await world.call('replayDeliveries', KEY, { params: params(), body })).status).toBe(status);
  });
});
