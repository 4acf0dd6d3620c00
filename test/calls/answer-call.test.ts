import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { attributeCall } from '../../shared/calls/attribute-call.ts';
import { itemBytes } from '../../shared/outcomes/fit-item.ts';
import { outcomeKey } from '../../shared/outcomes/keys.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { target } from '../catalog/fixture.ts';
import { CALLER, FALLBACK, inbound, POOL_NUMBER, SECRET, STATIC_NUMBER } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

let world: CallWorld;

beforeEach(async () => {
  world = await callWorld();
});

const settledItem = async () => {
  const call = await world.call();
  const key = outcomeKey(call?.outcome.outcomeId ?? '');
  return (await world.client.send(new GetCommand({ TableName: world.tables.outcomes, Key: key }))).Item;
};

describe('answering a call', () => {
  it('dials the target and opens an outcome under the visit that holds the number', async () => {
    await world.visit('visit_1');
    const answer = await world.post('voice', inbound());
    expect(answer.statusCode).toBe(200);
    expect(answer.headers?.['content-type']).toMatch(/^text\/xml/);
    expect(answer.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Dial action="https://calls.example.com/carriers/twilio/dial?attempt=target" method="POST" timeout="25" timeLimit="14400" answerOnBridge="true"><Number statusCallback="https://calls.example.com/carriers/twilio/status" statusCallbackMethod="POST" statusCallbackEvent="completed">+12175550142</Number></Dial></Response>',
    );
    const call = await world.call();
    expect(call?.outcome).toMatchObject({
      state: 'open',
      model: 'call',
      advertiserId: 'adv_1',
      terms: { offerId: 'offer_1', offerVersion: 1, publisherId: 'pub_1', dealVersion: 0 },
      attribution: { confidence: 'exact', visit: { visitId: 'visit_1' } },
      contactMasked: '…0142',
    });
    expect(call?.record).toMatchObject({
      callId: inbound().CallSid,
      number: POOL_NUMBER,
      caller: { personHash: hashPerson(SECRET, CALLER), region: 'US-IL', attestation: 'A' },
      route: { kind: 'target', targetId: 'target_1', capacity: 'none' },
    });
  });

  it('keeps the caller’s number nowhere, and the item far below 1 KB', async () => {
    await world.visit('visit_1');
    await world.post('voice', inbound());
    const item = await settledItem();
    expect(JSON.stringify(item)).not.toContain(CALLER.slice(2));
    expect(JSON.stringify(world.queued)).not.toContain(CALLER.slice(2));
    expect(itemBytes(item)).toBeLessThan(820);
  });

  it('costs at most two write and three read units with the catalog cached', async () => {
    world.catalog.targets = [target({ maxConcurrent: 5, dailyCap: 100 })];
    await world.post('voice', inbound({ CallSid: 'CAwarm' }));
    await world.visit('visit_1');
    world.units.reset();
    await world.post('voice', inbound());
    expect(world.units.units.write).toBeLessThanOrEqual(2);
    expect(world.units.units.read).toBeLessThanOrEqual(3);
    expect((await world.call())?.record.route.capacity).toBe('reserved');
  });

  it('answers a replayed call the same, and takes no second place for it', async () => {
    world.catalog.targets = [target({ maxConcurrent: 1 }), target({ targetId: 'target_2', priority: 2 })];
    const first = await world.post('voice', inbound());
    const again = await world.post('voice', inbound());
    expect(again.body).toBe(first.body);
    expect((await world.call())?.rev).toBe(1);
    const both = await Promise.all([1, 2, 3].map(() => world.post('voice', inbound({ CallSid: 'CAat-once' }))));
    expect(new Set(both.map((answer) => answer.body)).size).toBe(1);
  });

  it('goes to the next target when the first is full, and says `over` when all are', async () => {
    world.catalog.targets = [
      target({ maxConcurrent: 1 }),
      target({ targetId: 'target_2', priority: 2, maxConcurrent: 1 }),
    ];
    for (const callSid of ['CA1', 'CA2', 'CA3']) await world.post('voice', inbound({ CallSid: callSid }));
    const routes = await Promise.all(['CA1', 'CA2', 'CA3'].map(async (sid) => (await world.call(sid))?.record.route));
    expect(routes).toMatchObject([
      { targetId: 'target_1', capacity: 'reserved' },
      { targetId: 'target_2', capacity: 'reserved' },
      { kind: 'none', capacity: 'over' },
    ]);
    expect(world.notes.at(-1)?.details).toMatchObject({
      notChosen: [
        { targetId: 'target_1', why: 'full' },
        { targetId: 'target_2', why: 'full' },
      ],
    });
  });

  it('rings the offer’s fallback where no target is open, and says so where there is none', async () => {
    world.catalog.targets = [target({ state: 'paused' })];
    expect((await world.post('voice', inbound({ CallSid: 'CA1' }))).body).toMatch(/<Say>We are sorry.*<Hangup\/>/);
    world.catalog.offer = {
      ...(world.catalog.offer as NonNullable<typeof world.catalog.offer>),
      fallbackDestination: FALLBACK,
    };
    const answer = await world.post('voice', inbound({ CallSid: 'CA2' }));
    expect(answer.body).toContain(`>${FALLBACK.number}</Number>`);
    expect(answer.body).toContain('dial?attempt=fallback"');
    expect((await world.call('CA2'))?.record.route).toMatchObject({ kind: 'fallback', capacity: 'none' });
  });

  it('gives a static number’s call to its source', async () => {
    await world.post('voice', inbound({ To: STATIC_NUMBER }));
    expect((await world.call())?.outcome.attribution).toEqual({ confidence: 'source', source: 'flyer' });
  });

  it('keeps a repeat caller with its earlier visit when the number has a new holder', async () => {
    await world.visit('visit_1', 300);
    await world.post('voice', inbound({ CallSid: 'CA1' }));
    await world.drain();
    world.clock.advance(2 * 3_600_000);
    await world.visit('visit_2');
    await world.post('voice', inbound({ CallSid: 'CA2' }));
    expect((await world.call('CA2'))?.outcome.attribution).toMatchObject({
      confidence: 'recent',
      visit: { visitId: 'visit_1' },
    });
    await world.post('voice', inbound({ CallSid: 'CA3', From: '+13125550199' }));
    expect((await world.call('CA3'))?.outcome.attribution).toMatchObject({
      confidence: 'exact',
      visit: { visitId: 'visit_2' },
    });
  });

  it('tells the caller of a number nobody has, counts it, and stores nothing', async () => {
    const answer = await world.post('voice', inbound({ To: '+12175550999' }));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toMatch(/<Say>.*not in service/);
    expect(world.counted).toEqual(['UnknownNumber']);
    expect(await world.call()).toBeUndefined();
    expect(world.queued).toEqual([]);
  });

  it.each(['12175550100', '(217) 555-0100', '217.555.0100', '+1 217 555 0100'])(
    'reads the called number as %s',
    async (to) => {
      await world.post('voice', inbound({ To: to }));
      expect((await world.call())?.record.number).toBe(POOL_NUMBER);
    },
  );

  it.each(['not a number', '99', '+49 30 901820'])('takes %s for a number nobody has', async (to) => {
    const answer = await world.post('voice', inbound({ To: to }));
    expect(answer.body).toMatch(/not in service/);
    expect(await world.call()).toBeUndefined();
  });

  it.each(['anonymous', 'Restricted', '+266696687', '', 'sip:alice@pbx.example'])(
    'takes the caller id %j as withheld: nobody to recognise, and our number shown instead',
    async (from) => {
      const answer = await world.post('voice', inbound({ From: from }));
      const caller = (await world.call())?.record.caller;
      expect(caller).toEqual({ attestation: 'A' });
      expect(answer.body).toContain(`callerId="${POOL_NUMBER}"`);
    },
  );
});

it('is the setter’s whose line was called', async () => {
  const line = {
    number: STATIC_NUMBER,
    publisherId: 'pub_1',
    offerId: 'offer_1',
    kind: 'static',
    source: 'desk',
  } as const;
  const contacts = async () => [];
  const { attribution } = await attributeCall(world.ports, { ...line, setterId: 'set_ann' }, 0, contacts);
  expect(attribution).toEqual({ confidence: 'source', source: 'desk', setterId: 'set_ann' });
  expect((await attributeCall(world.ports, line, 0, contacts)).attribution).toEqual({
    confidence: 'source',
    source: 'desk',
  });
});
