import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SIMULATED } from '../../../../infra/local/carrier/dialects/all.ts';
import type { PlaceCallOptions } from '../../../../infra/local/carrier/line.ts';
import { placeCall } from '../../../../infra/local/carrier/place-call.ts';
import { CARRIER_OF, proofsOf } from '../../../calls/carriers/known.ts';
import { CALLER, FALLBACK, POOL_NUMBER, PUBLIC_URL, TOKEN } from '../../../calls/forms.ts';
import { MENU } from '../../../calls/plans/fixture.ts';
import { type CallWorld, callWorld } from '../../../calls/world.ts';
import { target } from '../../../catalog/fixture.ts';

let world: CallWorld;
let server: Server;
let baseUrl: string;

/** The calls functions behind a plain HTTP server, as the local runtime has them. */
beforeEach(async () => {
  world = await callWorld();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const headers = request.headers as Record<string, string>;
      const answer = await world.receive(path, query, headers, Buffer.concat(chunks).toString());
      response.writeHead(answer.statusCode ?? 500, answer.headers as Record<string, string>).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  baseUrl = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const offsetMs = (): number => world.clock.nowMs() - Date.now();

/** Each speaks one language, for the plan to choose by. */
const desks = ['en', 'es'].map((language, index) =>
  target({
    targetId: `target_${index + 1}`,
    destination: { kind: 'number', number: `+1217555020${index + 1}` },
    priority: index + 1,
    rules: { languages: [language] },
  }),
);

describe.each(SIMULATED)('the simulated %s', (carrier) => {
  const place = (options: Partial<PlaceCallOptions> = {}) =>
    placeCall({
      carrier,
      baseUrl,
      publicUrl: PUBLIC_URL,
      secret: proofsOf(carrier).current,
      clockOffsetMs: offsetMs(),
      to: POOL_NUMBER,
      from: CALLER,
      talkSeconds: 75,
      lateMs: 10,
      ...options,
    });

  const factsOf = async (callId: string) => (await world.call(callId, carrier))?.outcome.facts;

  const withFallback = () => {
    const offer = world.catalog.offer as NonNullable<typeof world.catalog.offer>;
    world.catalog.offer = { ...offer, fallbackDestination: FALLBACK };
    world.catalog.targets = [target({ maxConcurrent: 1 })];
  };

  it.each([
    [[]],
    [['late']],
    [['doubled']],
    [['out-of-order']],
    [['doubled', 'out-of-order', 'late']],
    [['lost-dial-action']],
    [['late-price']],
  ] as [PlaceCallOptions['faults']][])('places a call that settles on its talk time with faults %j', async (faults) => {
    const call = await place({ faults });
    expect(call).toMatchObject({ accepted: true, talkedSeconds: 75 });
    expect(await world.drain()).toEqual([]);
    expect(await factsOf(call.callId)).toMatchObject({ talkSeconds: 75, totalSeconds: 83, region: 'US-IL' });
  });

  it('settles without the end of the call once the waits are over', async () => {
    const call = await place({ faults: ['lost-completion'] });
    await world.drain(300);
    expect(await factsOf(call.callId)).toMatchObject({ talkSeconds: 75 });
    expect((await factsOf(call.callId))?.totalSeconds).toBeUndefined();
  });

  it('tells the end before the call: it fails, and settles when it comes back', async () => {
    const call = await place({ faults: ['status-first'] });
    const early = await world.drain();
    // Both were in one batch here; alone it would have failed.
    expect(await world.deliver(early)).toEqual([]);
    expect(await factsOf(call.callId)).toMatchObject({ talkSeconds: 75 });
  });

  it.each(['no-answer', 'busy', 'failed'] as const)('follows the fallback when the target is %s', async (ring) => {
    withFallback();
    const call = await place({ rings: [ring, 'answered'] });
    expect(call.steps.map((step) => step.title)).toContain(`It rings at ${FALLBACK.number}`);
    await world.drain();
    const facts = await factsOf(call.callId);
    expect(facts).toMatchObject({ talkSeconds: 75, capacity: 'reserved' });
    expect(facts?.targetId).toBeUndefined();
  });

  it('says sorry and hangs up when nobody answers at all', async () => {
    const call = await place({ rings: ['no-answer'] });
    expect(call.talkedSeconds).toBe(0);
    expect(call.steps.find((step) => step.title === 'The caller hears')?.detail).toMatch(/nobody can take your call/);
    await world.drain();
    expect((await factsOf(call.callId))?.talkSeconds).toBeUndefined();
  });

  it('shows our number to the target where the caller withholds its own, and never stores one', async () => {
    const call = await place({ from: 'anonymous' });
    await world.drain();
    const stored = await world.call(call.callId, carrier);
    expect(stored?.record.caller).not.toHaveProperty('personHash');
    expect(stored?.outcome.facts).toMatchObject({ talkSeconds: 75 });
  });

  it.each([
    ['a key', [{ keys: '2' }], '2', '+12175550202'],
    ['the key and more than was asked for', [{ keys: '2#5' }], '2', '+12175550202'],
    ['a wrong key, and then the right one', [{ keys: '7' }, { keys: '2' }], '2', '+12175550202'],
    ['nothing, and then a key', [{}, { keys: '1' }], '1', '+12175550201'],
    ['nothing at all', [], false, '+12175550201'],
  ])('walks through a plan whose caller presses %s', async (_name, replies, kept, number) => {
    world.catalog.plan = MENU;
    world.catalog.targets = desks;
    const call = await place({ replies, faults: ['doubled'] });
    expect(call).toMatchObject({ accepted: true, talkedSeconds: 75 });
    const titles = call.steps.map(({ title }) => title);
    expect(titles.filter((title) => title === 'The caller is asked')).toHaveLength(
      Math.max(replies.length, kept ? 1 : 2),
    );
    expect(titles).toContain(`It rings at ${number}`);
    expect(await world.drain()).toEqual([]);
    expect(await factsOf(call.callId)).toMatchObject({ talkSeconds: 75, answers: { menu: kept } });
  });

  it('walks through a plan whose caller speaks, where the carrier understands speech', async () => {
    world.catalog.plan = MENU;
    world.catalog.targets = desks;
    const call = await place({ replies: [{ speech: 'Español, por favor.' }, { keys: '1' }] });
    expect(await world.drain()).toEqual([]);
    const hears = CARRIER_OF[carrier].hears.includes('speech');
    expect((await factsOf(call.callId))?.answers).toEqual({ menu: hears ? '2' : '1' });
  });

  it('hears a plan’s goodbye, and rings nobody', async () => {
    world.catalog.plan = MENU;
    const call = await place({ replies: [{ keys: '9' }] });
    expect(call.talkedSeconds).toBe(0);
    expect(call.steps.filter(({ title }) => title === 'The caller hears').at(-1)?.detail).toBe('Goodbye.');
    await world.drain();
    expect(await factsOf(call.callId)).toMatchObject({ capacity: 'none', answers: { menu: '9' } });
  });

  it('is refused with a wrong secret, and nothing is stored', async () => {
    const call = await place({ secret: proofsOf(carrier).stranger });
    expect(call.accepted).toBe(false);
    expect(await world.call(call.callId, carrier)).toBeUndefined();
    expect(world.counted).toContain('SignatureRefused');
  });
});

describe('a carrier that waits', () => {
  it('hears an application error, and rings nobody, where the app takes longer than it waits', async () => {
    world.ports.catalog.currentOffer = () => new Promise(() => {});
    const call = await placeCall({
      baseUrl,
      publicUrl: PUBLIC_URL,
      secret: TOKEN,
      to: POOL_NUMBER,
      from: CALLER,
      talkSeconds: 75,
      patienceMs: 200,
    });
    expect(call.accepted).toBe(false);
    expect(call.steps[0]).toEqual({ title: 'The carrier asks what to do', detail: 'not answered in time' });
    expect(call.steps.some(({ title }) => title.startsWith('It rings'))).toBe(false);
  });
});
