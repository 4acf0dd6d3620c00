import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import type { DeliveryRef } from '../../shared/webhooks/model.ts';
import { judgedItem, openedItem } from './fixture.ts';
import { fails, type Receiver, receiver, takes } from './receiver.ts';
import { type WebhookWorld, webhookWorld } from './world.ts';

const KEY = 'advertiser:adv_1';

let place: Receiver;
let world: WebhookWorld;
let webhookId: string;

beforeAll(async () => {
  place = await receiver();
});
afterAll(() => place.close());
beforeEach(async () => {
  world = await webhookWorld({ allowLoopback: true }, true);
  place.received.length = 0;
  place.behave = takes;
  ({ webhookId } = await world.made(KEY, { url: place.url }));
});

const turn = (state: 'active' | 'paused') =>
  world.call('setWebhookState', KEY, { method: 'PUT', params: { webhookId }, body: { state } });
const shown = async () => (await world.call('getWebhook', KEY, { params: { webhookId } })).json;
const states = async () => {
  const { json } = await world.call('listDeliveries', KEY, { params: { webhookId }, query: {} });
  return json.items.map(({ state }: { state: string }) => state);
};
const typesReceived = () => place.received.map(({ body }) => JSON.parse(body).type);

/** Does something once, right after the next reading of the webhook, or right before the next `held` is written. */
function between(step: 'read' | 'held', happens: () => Promise<unknown>): void {
  const { webhooks, deliveries } = world.deps;
  const { get } = webhooks;
  const { settle } = deliveries;
  const restore = () => Object.assign(webhooks, { get }) && Object.assign(deliveries, { settle });
  if (step === 'read') {
    webhooks.get = async (...asked) => {
      const read = await get(...asked);
      restore();
      await happens();
      return read;
    };
    return;
  }
  deliveries.settle = async (delivery, change) => {
    if (change.state !== 'held') return settle(delivery, change);
    restore();
    await happens();
    return settle(delivery, change);
  };
}

describe('what happens soon after a webhook was let go on', () => {
  it('is sent, although who publishes it still takes the webhook for paused', async () => {
    await turn('paused');
    await world.stream([openedItem('out_1')]);
    await turn('active');
    await world.drain();
    expect(typesReceived()).toEqual(['outcome.opened']);
    await world.stream([judgedItem('out_1'), openedItem('out_2')]);
    await world.drain();
    expect(typesReceived().slice(1).sort()).toEqual(['outcome.opened', 'outcome.qualified']);
    expect(await states()).toEqual(Array(3).fill('delivered'));
  });

  it('is sent after an automatic pause as well', async () => {
    place.behave = fails;
    await world.stream([openedItem('out_1')]);
    await world.drain();
    await world.pass(3 * DAY_MS + 5 * HOUR_MS, 2 * HOUR_MS);
    await world.stream([openedItem('out_2')]);
    await world.drain();
    expect(await states()).toEqual(['held', 'held']);
    place.behave = takes;
    place.received.length = 0;
    await turn('active');
    await world.stream([judgedItem('out_1'), judgedItem('out_2')]);
    await world.drain();
    await world.pass(2 * MINUTE_MS);
    expect(await states()).toEqual(Array(4).fill('delivered'));
  });
});

describe('a pause that ends while an event is about to be held', () => {
  const resumed = async () => {
    await turn('active');
    await world.drain();
  };

  it.each(['read', 'held'] as const)('loses nothing between the %s and what follows', async (step) => {
    await turn('paused');
    await world.stream([openedItem('out_1')]);
    between(step, resumed);
    await world.drain();
    expect(typesReceived()).toEqual(['outcome.opened']);
    expect(await states()).toEqual(['delivered']);
  });

  it('loses nothing by a worker that ends before it looked again', async () => {
    await turn('paused');
    await world.stream([openedItem('out_1')]);
    const [message] = world.messages;
    between('held', async () => {
      await resumed();
      // The worker writes what it meant to, and is gone.
      world.deps.webhooks.get = (...asked) => {
        world.deps.webhooks.get = get;
        return Promise.reject(new Error(`gone with ${asked.length}`));
      };
    });
    const { get } = world.deps.webhooks;
    expect(await world.drain()).toEqual(['0']);
    expect(await states()).toEqual(['held']);
    world.messages.push(message as NonNullable<typeof message>);
    await world.drain();
    expect(await states()).toEqual(['delivered']);
  });

  it('forgets the failures before it: who fails on its way out of a pause is not paused by them', async () => {
    place.behave = fails;
    await world.stream([openedItem('out_1')]);
    await world.drain();
    await world.pass(3 * DAY_MS, 2 * HOUR_MS);
    expect((await shown()).state).toBe('active');
    // The try that would be one too many is on its way when the owner pauses and resumes.
    place.behave = (response, request) => {
      place.behave = fails;
      turn('paused')
        .then(() => turn('active'))
        .then(() => fails(response, request));
    };
    await world.pass(5 * HOUR_MS, 5 * HOUR_MS);
    expect(place.behave).toBe(fails);
    expect(await shown()).toMatchObject({ state: 'active', trouble: { failures: 1 } });
    place.behave = takes;
    await world.pass(2 * HOUR_MS, 10 * MINUTE_MS);
    expect(await states()).toEqual(['delivered']);
  });
});

describe('what was held', () => {
  const HELD = 30;
  beforeEach(async () => {
    await world.stream(Array.from({ length: 5 }, (_, index) => openedItem(`early_${index}`)));
    await world.drain();
    await turn('paused');
    await world.stream(Array.from({ length: HELD }, (_, index) => openedItem(`out_${index}`)));
    await world.drain();
    place.received.length = 0;
  });

  it('is all sent, and what was delivered before is left alone', async () => {
    await turn('active');
    await world.drain();
    expect(place.received).toHaveLength(HELD);
    expect(new Set(place.received.map(({ headers }) => headers['webhook-id'])).size).toBe(HELD);
  });

  it('is found step by step, and released once by two who end the pause at the same moment', async () => {
    const { deliveries, clock } = world.deps;
    const found = [];
    for (let step = await deliveries.held(webhookId, 8); ; step = await deliveries.held(webhookId, 8, step.after)) {
      found.push(...step.refs);
      if (!step.after) break;
    }
    expect(new Set(found.map(({ eventId }) => eventId)).size).toBe(HELD);
    const [ref] = found as [DeliveryRef];
    const at = { nowMs: clock.nowMs(), nextAtMs: clock.nowMs() + MINUTE_MS };
    const released = await Promise.all([1, 2, 3].map(() => deliveries.release(ref, at)));
    expect(released.filter(Boolean)).toHaveLength(1);
  });
});
