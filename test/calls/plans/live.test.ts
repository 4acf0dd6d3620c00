import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { readBookmark } from '../../../shared/calls/routing/plan/bookmark.ts';
import { readTrail, targetMark } from '../../../shared/calls/routing/trail.ts';
import type { OfferVersion, Target } from '../../../shared/catalog/model.ts';
import { itemBytes } from '../../../shared/outcomes/fit-item.ts';
import { outcomeKey } from '../../../shared/outcomes/keys.ts';
import { offer, target } from '../../catalog/fixture.ts';
import { FALLBACK, type Form, inbound } from '../forms.ts';
import { type CallWorld, callWorld } from '../world.ts';
import { MENU } from './fixture.ts';

const numbered = (index: number, changes: Partial<Target> = {}): Target =>
  target({
    targetId: `target_${index}`,
    priority: index,
    maxConcurrent: 1,
    destination: { kind: 'number', number: `+1217555020${index}` },
    ...changes,
  });

/** The English desk, the Spanish one, and another offer's sales desk. */
const ENGLISH = numbered(1, { rules: { languages: ['en'] } });
const SPANISH = numbered(2, { rules: { languages: ['es'] } });
const SERVICE = numbered(3, { offerId: 'offer_2', advertiserId: 'adv_2' });
const SALES = numbered(4, { offerId: 'offer_2', advertiserId: 'adv_2', rules: { tags: ['sales'] } });
const OTHER_FALLBACK = { kind: 'number', number: '+12175550188' } as const;

let world: CallWorld;
let offers: Map<string, OfferVersion>;

beforeEach(async () => {
  world = await callWorld();
  await world.visit('visit_1');
  world.catalog.plan = MENU;
  offers = new Map([
    ['offer_1', offer({ fallbackDestination: FALLBACK })],
    ['offer_2', offer({ offerId: 'offer_2', advertiserId: 'adv_2', version: 4, fallbackDestination: OTHER_FALLBACK })],
  ]);
  Object.assign(world.ports.catalog, {
    currentOffer: async (offerId: string) => offers.get(offerId),
    targetsOf: async (offerId: string) => (offerId === 'offer_1' ? [ENGLISH, SPANISH] : [SERVICE, SALES]),
  });
});

const answer = async (form: Form = {}) => (await world.post('voice', inbound(form))).body ?? '';
const unescaped = (text: string): string => text.replaceAll('&amp;', '&');
const choiceIn = (twiml: string): string =>
  unescaped(/<Gather[^>]* action="[^"?]*choice\?([^"]+)"/.exec(twiml)?.[1] ?? '');
const dialIn = (twiml: string): string => unescaped(/dial\?([^"]+)"/.exec(twiml)?.[1] ?? '');
const numberIn = (twiml: string): string => />(\+\d+)<\/Number>/.exec(twiml)?.[1] ?? '';
const reply = async (twiml: string, form: Form = {}) =>
  (await world.post('choice', inbound({ CallStatus: 'in-progress', ...form }), { query: choiceIn(twiml) })).body ?? '';

let legs = 0;
async function afterDial(twiml: string, result: string): Promise<string> {
  legs += 1;
  const form = inbound({ DialCallStatus: result, DialCallSid: `CAleg${legs}`, DialCallDuration: '95' });
  return (await world.post('dial', form, { query: dialIn(twiml) })).body ?? '';
}
async function hangUp(): Promise<void> {
  await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '130' }));
  expect(await world.drain()).toEqual([]);
}

describe('a caller of a number with a plan', () => {
  it('hears the notice and the question, and is nobody’s until it answers', async () => {
    const twiml = await answer();
    expect(twiml).toMatch(/^<\?xml[^>]*><Response><Say>Welcome\.<\/Say><Gather input="dtmf speech" numDigits="1"/);
    expect(twiml).toContain('hints="roof, leak, español"');
    expect(twiml).toContain('<Say>Press 1 or say roof. Para español, oprima 2.</Say></Gather><Redirect method="POST">');
    expect(readBookmark(choiceIn(twiml).replace('at=', ''))).toEqual({
      nodeId: 'menu',
      asked: 1,
      record: false,
      answers: {},
    });
    const call = await world.call();
    expect(call?.record.route).toEqual({ kind: 'asking', capacity: 'none' });
    expect(call?.outcome).toMatchObject({ advertiserId: 'adv_1', terms: { offerId: 'offer_1' } });
  });

  it('presses a key: the notice, then the offer’s own desk, recorded, and the key is kept', async () => {
    const dial = await reply(await answer(), { Digits: '1' });
    expect(dial).toContain('<Response><Say>This call is recorded.</Say><Dial');
    expect(dial).toContain('record="record-from-answer-dual"');
    expect(numberIn(dial)).toBe('+12175550201');
    expect(dialIn(dial)).toBe('attempt=target&walk=0&record=1');
    expect((await world.call())?.record.route).toMatchObject({
      kind: 'target',
      targetId: 'target_1',
      capacity: 'reserved',
      plan: { answers: { menu: '1' }, record: true },
    });
    await afterDial(dial, 'completed');
    await hangUp();
    expect((await world.call())?.outcome.facts).toMatchObject({ talkSeconds: 95, answers: { menu: '1' } });
    expect(world.judged).toHaveLength(1);
  });

  it('speaks, and a word counts as its key', async () => {
    const dial = await reply(await answer(), { SpeechResult: 'My ROOF is leaking!', Confidence: '0.9' });
    expect(numberIn(dial)).toBe('+12175550201');
    expect((await world.call())?.record.route.plan?.answers).toEqual({ menu: '1' });
  });

  it('chooses a language: it is spoken to in it, and only who speaks it is rung', async () => {
    const dial = await reply(await answer(), { Digits: '2' });
    expect(dial).toContain('<Say language="es-MX">Un momento, por favor.</Say>');
    expect(numberIn(dial)).toBe('+12175550202');
    const { route } = (await world.call())?.record ?? {};
    expect(route?.plan).toEqual({ answers: { menu: '2' }, language: 'es' });
    expect(readTrail(route?.trail ?? '').marks).toContainEqual({ target: targetMark('target_1'), fate: 'language' });
  });

  it('is led to another offer: its terms, its tagged desk, and its fallback when nobody answers', async () => {
    const dial = await reply(await answer(), { Digits: '3' });
    expect(numberIn(dial)).toBe('+12175550204');
    expect(dialIn(dial)).toBe('attempt=target&house=offer_2');
    const call = await world.call();
    expect(call?.outcome).toMatchObject({ advertiserId: 'adv_2', terms: { offerId: 'offer_2', offerVersion: 4 } });
    expect(call?.record.route.plan).toEqual({ answers: { menu: '3' }, tag: 'sales', houseId: 'offer_2' });
    expect(readTrail(call?.record.route.trail ?? '').marks).toContainEqual({
      target: targetMark('target_3'),
      fate: 'tag',
    });
    const last = await afterDial(dial, 'no-answer');
    expect(numberIn(last)).toBe(OTHER_FALLBACK.number);
    expect(dialIn(last)).toBe('attempt=fallback&house=offer_2');
    await afterDial(last, 'completed');
    await hangUp();
    expect((await world.call())?.outcome.facts).toMatchObject({ talkSeconds: 95, answers: { menu: '3' } });
  });

  it('is told no: nobody is rung, and the outcome says what was pressed', async () => {
    expect(await reply(await answer(), { Digits: '9' })).toMatch(/<Say>Goodbye\.<\/Say><Hangup\/>/);
    expect((await world.call())?.record.route).toEqual({
      kind: 'none',
      capacity: 'none',
      plan: { answers: { menu: '9' } },
    });
    await hangUp();
    expect((await world.call())?.outcome.facts?.answers).toEqual({ menu: '9' });
  });
});

describe('a caller who does not answer as asked', () => {
  it.each([
    ['a wrong key', { Digits: '7' }],
    ['silence', {}],
    ['a word that nobody expects', { SpeechResult: 'hello?' }],
    ['what is no key', { Digits: 'hangup' }],
  ])('with %s is asked once more, and then rings whom the plan says', async (_name, form) => {
    const again = await reply(await answer(), form);
    expect(again).not.toContain('Welcome');
    expect(again).toContain('Press 1 or say roof.');
    const dial = await reply(again, form);
    expect(numberIn(dial)).toBe('+12175550201');
    expect((await world.call())?.record.route.plan?.answers).toEqual({ menu: false });
  });

  it('hangs up on the question: it is settled as a call without talk, once nothing more can come', async () => {
    await answer();
    await hangUp();
    expect((await world.call())?.outcome.facts).toBeUndefined();
    await world.drain(60);
    expect((await world.call())?.outcome.facts).toMatchObject({ totalSeconds: 130, capacity: 'none' });
    expect(world.judged).toHaveLength(1);
    expect(world.notes.map(({ what }) => what)).not.toContain('settled with one side missing');
    expect(await world.ports.people.earlier(await world.hash(), 0, world.clock.nowMs() + 1)).toHaveLength(1);
  });
});

describe('what a carrier repeats', () => {
  it('asks the same question again, and opens nothing twice', async () => {
    expect(await answer()).toBe(await answer());
    expect((await world.call())?.rev).toBe(1);
  });

  it('rings the same target again after the same answer, and takes no second place', async () => {
    const question = await answer();
    const first = await reply(question, { Digits: '1' });
    expect(await reply(question, { Digits: '1' })).toBe(first);
    expect((await world.call())?.rev).toBe(2);
  });

  it('decides once, where the answer comes twice at once', async () => {
    const question = await answer();
    const both = await Promise.all([1, 2].map(() => reply(question, { Digits: '1' })));
    expect(both[0]).toBe(both[1]);
    expect((await world.call())?.record.route.targetId).toBe('target_1');
  });
});

describe('when something fails', () => {
  it('goes on without a plan that can’t be read, or is gone by now', async () => {
    const question = await answer();
    world.catalog.plan = undefined;
    expect(numberIn(await reply(question, { Digits: '2' }))).toBe('+12175550201');
    world.ports.plans.plan = () => Promise.reject(new Error('throttled'));
    expect(numberIn(await answer({ CallSid: 'CA2' }))).toBe('+12175550202');
  });

  it('starts again where the plan was changed meanwhile', async () => {
    const question = await answer();
    world.catalog.plan = {
      entry: 'hi',
      nodes: { hi: { kind: 'notice', say: 'Hi.', goTo: 'own' }, own: { kind: 'offer' } },
    };
    const dial = await reply(question, { Digits: '2' });
    expect(dial).toContain('<Say>Hi.</Say><Dial');
  });

  it('rings the target although the choice can’t be written, and holds no place for a call that nobody can end', async () => {
    const question = await answer();
    world.ports.calls.save = () => Promise.reject(new Error('throttled'));
    expect(numberIn(await reply(question, { Digits: '1' }))).toBe('+12175550201');
    const place = await world.ports.capacity.reserve(ENGLISH, 'somebody else', world.clock.nowMs());
    expect(place).toBe('reserved');
    expect(world.notes.map(({ what }) => what)).toContain('choice not kept');
  });

  it('rings the fallback where no target can take the call', async () => {
    await world.ports.capacity.reserve(SPANISH, 'somebody else', world.clock.nowMs());
    expect(numberIn(await reply(await answer(), { Digits: '2' }))).toBe(FALLBACK.number);
    expect((await world.call())?.record.route).toMatchObject({ kind: 'fallback', capacity: 'over' });
  });

  it('leaves the call to the number’s own offer where the plan’s other one is gone', async () => {
    offers.delete('offer_2');
    const dial = await reply(await answer(), { Digits: '3' });
    // Nobody there carries the tag.
    expect(numberIn(dial)).toBe(FALLBACK.number);
  });

  it('hears of an address that we did not write', async () => {
    const { statusCode, body } = await world.post('choice', inbound({ Digits: '1' }), { query: 'at=nowhere' });
    expect(statusCode).toBe(400);
    expect(body).toContain('query.at');
  });

  it('asks nobody who is blocked anything', async () => {
    const hash = await world.hash();
    const mine = { blocked: new Set([hash]), shared: new Set<string>() };
    Object.assign(world.ports, { callers: { list: async () => mine } });
    expect(await answer()).toMatch(/<Say>We are sorry/);
  });
});

describe('what a plan costs', () => {
  it('is one write unit for the question, and two for where the call goes', async () => {
    await world.ports.capacity.reserve(ENGLISH, 'warm', world.clock.nowMs());
    await world.ports.capacity.release('target_1', 'warm');
    world.units.reset();
    const question = await answer();
    expect(world.units.units.write).toBeLessThanOrEqual(1);
    expect(world.units.units.read).toBeLessThanOrEqual(3);
    world.units.reset();
    const again = await reply(question);
    expect(world.units.units.write).toBe(0);
    world.units.reset();
    await reply(again, { Digits: '1' });
    expect(world.units.units.write).toBeLessThanOrEqual(2);
    expect(world.units.units.read).toBeLessThanOrEqual(3);
  });

  it('keeps the item below 1 KB with all that comes after', async () => {
    const dial = await reply(await answer(), { Digits: '3' });
    await afterDial(dial, 'completed');
    await hangUp();
    const key = outcomeKey((await world.call())?.outcome.outcomeId ?? '');
    const { Item } = await world.client.send(new GetCommand({ TableName: world.tables.outcomes, Key: key }));
    expect(itemBytes(Item)).toBeLessThan(900);
  });
});
