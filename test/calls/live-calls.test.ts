import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoLiveCalls } from '../../shared/calls/live/dynamo-live-calls.ts';
import { dynamoWatches, watchReader } from '../../shared/calls/live/dynamo-watches.ts';
import { type LiveCallsPorts, listLiveCalls } from '../../shared/calls/live/list-live-calls.ts';
import { WATCH_MS, WATCH_SEEN_MS } from '../../shared/calls/live/watch.ts';
import { SLOT_MS } from '../../shared/calls/model.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { dynamoTargets } from '../../shared/catalog/dynamo-targets.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { Market } from '../../shared/catalog/market.ts';
import { DAY_MS, HOUR_MS, toIso } from '../../shared/kernel/time.ts';
import type { Settled, Verdict } from '../../shared/outcomes/model.ts';
import { within } from '../../shared/platform/deadline.ts';
import { offer, publisher, target } from '../catalog/fixture.ts';
import { createTable } from '../support/tables.ts';
import { callDone, dialDone, FALLBACK, type Form, inbound, STATIC_NUMBER } from './forms.ts';
import { MENU } from './plans/fixture.ts';
import { type CallWorld, callWorld } from './world.ts';

let world: CallWorld;
let ports: LiveCallsPorts;

beforeEach(async () => {
  world = await callWorld();
  world.watched.add('adv_1');
  const table = await createTable(catalogTable);
  const advertisers = dynamoAdvertisers(world.client, table);
  for (const advertiserId of ['adv_1', 'adv_2'])
    await advertisers.create({ advertiserId, name: advertiserId, createdAtMs: 0 });
  const liveCalls = dynamoLiveCalls(world.client, world.tables.outcomes);
  await dynamoPublishers(world.client, table).create(publisher({ name: 'Roofs today' }));
  await dynamoTargets(world.client, table).create(target({ name: 'Sales desk' }));
  const watches = dynamoWatches(world.client, table);
  const catalog = dynamoCatalog(world.client, table, world.clock);
  ports = { liveCalls, watches, advertisers, catalog, clock: world.clock };
});

const advertiser = (subjectId = 'adv_1') => ({ role: 'advertiser' as const, subjectId });
const operator = { role: 'operator' as const, subjectId: 'ops' };
const look = (request: Partial<Parameters<typeof listLiveCalls>[2]> = {}, caller = advertiser()) =>
  listLiveCalls(ports, caller, { limit: 50, ...request });
const idOf = (callSid: string) => outcomeIdOf('twilio', callSid);
const comesIn = async (form: Form) => (await world.post('voice', inbound({ To: STATIC_NUMBER, ...form }))).body ?? '';
const queryIn = (twiml: string): string => /dial\?([^"]+)"/.exec(twiml)?.[1]?.replaceAll('&amp;', '&') ?? '';

const REJECTED: Verdict = { state: 'rejected', judgedAtMs: 1, marks: { held: '0', seen: [95] }, failed: 'talk-time' };

describe('calls on the line', () => {
  it('are listed from the answer to the verdict, newest first, with how far each is', async () => {
    await comesIn({ CallSid: 'CAone' });
    world.clock.advance(5_000);
    await comesIn({ CallSid: 'CAtwo', From: 'anonymous' });
    expect((await look()).items).toEqual([
      {
        outcomeId: idOf('CAtwo'),
        ...{ offerId: 'offer_1', publisherId: 'pub_1', publisherName: 'Roofs today' },
        ...{ startedAt: toIso(world.clock.nowMs()), stage: 'dialled', attempt: undefined, talkingSince: undefined },
        ...{ leadsTo: 'target', targetId: 'target_1', targetName: 'Sales desk' },
        ...{ caller: { masked: undefined, region: undefined }, confidence: 'source', source: 'flyer' },
      },
      expect.objectContaining({ outcomeId: idOf('CAone'), caller: { masked: '…0142', region: 'US-IL' } }),
    ]);
    await world.post('dial', dialDone({ CallSid: 'CAone', To: STATIC_NUMBER }), { query: 'attempt=target' });
    await world.post('status', callDone({ CallSid: 'CAone', To: STATIC_NUMBER }));
    expect(await world.drain()).toEqual([]);
    expect((await look()).items.map(({ stage }) => stage)).toEqual(['dialled', 'over']);
    const ended = (await world.call('CAone'))?.outcome as Settled;
    await world.outcomes.giveVerdict(ended, REJECTED);
    expect((await look()).items.map(({ outcomeId }) => outcomeId)).toEqual([idOf('CAtwo')]);
  });

  it('cost one write more when they open and one when they are judged, and nothing where nobody looks', async () => {
    const costOf = async (callSid: string) => {
      world.units.reset();
      await comesIn({ CallSid: callSid });
      const opening = world.units.units.write;
      await world.post('dial', dialDone({ CallSid: callSid, To: STATIC_NUMBER }), { query: 'attempt=target' });
      await world.post('status', callDone({ CallSid: callSid, To: STATIC_NUMBER }));
      expect(await world.drain()).toEqual([]);
      const ended = (await world.call(callSid))?.outcome as Settled;
      world.units.reset();
      await world.outcomes.giveVerdict(ended, REJECTED);
      return { opening, verdict: world.units.units.write };
    };
    const looked = await costOf('CAlooked');
    world.watched.clear();
    const alone = await costOf('CAalone');
    expect(looked).toEqual({ opening: alone.opening + 1, verdict: alone.verdict + 1 });
    expect(alone.verdict).toBe(3);
  });

  it('that are asked first say so, and those that nobody takes as well', async () => {
    world.catalog.plan = MENU;
    await comesIn({ CallSid: 'CAasked' });
    expect((await look()).items).toMatchObject([{ stage: 'asked', leadsTo: undefined }]);
    world.catalog.plan = undefined;
    world.catalog.targets = [];
    world.clock.advance(1_000);
    await comesIn({ CallSid: 'CAnobody' });
    expect((await look()).items[0]).toMatchObject({ stage: 'over', leadsTo: 'nobody' });
    world.catalog.offer = offer({ fallbackDestination: FALLBACK });
    world.clock.advance(1_000);
    await comesIn({ CallSid: 'CAfallback' });
    expect((await look()).items[0]).toMatchObject({ stage: 'dialled', leadsTo: 'fallback', targetId: undefined });
  });

  it('are counted by their dials, and tell since when somebody talks where the carrier does', async () => {
    world.catalog.targets = [target(), target({ targetId: 'target_2', priority: 2 })];
    const first = await comesIn({ CallSid: 'CAtwice' });
    const busy = dialDone({ CallSid: 'CAtwice', To: STATIC_NUMBER, DialCallStatus: 'busy' });
    await world.post('dial', busy, { query: queryIn(first) });
    // Nobody keeps the second one in the catalog any more: it goes by its id.
    expect((await look()).items).toMatchObject([
      { targetId: 'target_2', targetName: undefined, attempt: 2, stage: 'dialled' },
    ]);
    const atMs = world.clock.nowMs();
    const event = { kind: 'leg-bridged' as const, legId: 'CAsecond', atMs };
    await world.deliver([{ v: 1, kind: 'call-event', outcomeId: idOf('CAtwice'), eventId: 'evt_bridge', event }]);
    expect((await look()).items).toMatchObject([{ stage: 'talking', talkingSince: toIso(atMs) }]);
  });

  it('go with the call where another advertiser takes it, and off the list where that one does not look', async () => {
    const offers = new Map([
      ['offer_1', offer()],
      ['offer_2', offer({ offerId: 'offer_2', advertiserId: 'adv_2', payoutMinor: 9_000n, chargeMinor: 9_900n })],
    ]);
    const market: Market = {
      ...{ offerId: 'offer_1', competitors: ['offer_2'], worth: 'payout', weighAnswers: false },
      ...{ stickyDays: 0, auctionMs: 0, maxTargets: 3 },
    };
    Object.assign(world.ports, {
      catalog: {
        currentOffer: async (offerId: string) => offers.get(offerId),
        deal: async () => undefined,
        targetsOf: async (offerId: string) => [target({ targetId: `target_${offerId.at(-1)}`, offerId })],
      },
      markets: { market: async () => market },
    });
    const isBusy = (callSid: string) => dialDone({ CallSid: callSid, To: STATIC_NUMBER, DialCallStatus: 'busy' });
    world.watched.add('adv_2');
    const both = await comesIn({ CallSid: 'CAboth' });
    expect((await look({}, advertiser('adv_2'))).items).toHaveLength(1);
    await world.post('dial', isBusy('CAboth'), { query: queryIn(both) });
    expect((await look({}, advertiser('adv_2'))).items).toEqual([]);
    expect((await look()).items).toMatchObject([{ offerId: 'offer_1', attempt: 2 }]);
    world.watched.delete('adv_1');
    const second = await comesIn({ CallSid: 'CAsecond' });
    await world.post('dial', isBusy('CAsecond'), { query: queryIn(second) });
    expect((await look()).items.map(({ outcomeId }) => outcomeId)).toEqual([idOf('CAboth')]);
    expect((await look({}, advertiser('adv_2'))).items).toEqual([]);
  });

  it('come in pages, of one offer where it is named, and none that is older than a call can be', async () => {
    for (const index of [1, 2, 3]) {
      world.clock.advance(1_000);
      await comesIn({ CallSid: `CA${index}` });
    }
    const first = await look({ limit: 2 });
    expect(first.items.map(({ outcomeId }) => outcomeId)).toEqual([idOf('CA3'), idOf('CA2')]);
    const rest = await look({ limit: 2, cursor: first.nextCursor });
    expect(rest.items.map(({ outcomeId }) => outcomeId)).toEqual([idOf('CA1')]);
    expect((await look({ offerId: 'offer_2' })).items).toEqual([]);
    expect((await look({ offerId: 'offer_1' })).items).toHaveLength(3);
    const foreign = look({ cursor: first.nextCursor }, advertiser('adv_2'));
    await expect(foreign).rejects.toThrow('cursor');
    world.clock.advance(SLOT_MS + HOUR_MS);
    expect((await look()).items).toEqual([]);
  });
});

describe('a look', () => {
  const isWatched = (advertiserId: string) =>
    watchReader(ports.watches, world.clock, { within }).isWatched(advertiserId);

  it('begins the list, keeps it going for a month, and tells since when it is whole', async () => {
    const begun = world.clock.nowMs();
    const { listedSince } = await look({}, advertiser('adv_2'));
    expect(listedSince).toBe(toIso(begun + WATCH_SEEN_MS));
    expect(await isWatched('adv_2')).toBe(true);
    world.clock.advance(WATCH_MS - DAY_MS);
    expect((await look({}, advertiser('adv_2'))).listedSince).toBe(listedSince);
    world.clock.advance(WATCH_MS - 1);
    expect(await isWatched('adv_2')).toBe(true);
    world.clock.advance(1);
    expect(await isWatched('adv_2')).toBe(false);
    const anew = world.clock.nowMs();
    expect((await look({}, advertiser('adv_2'))).listedSince).toBe(toIso(anew + WATCH_SEEN_MS));
  });

  it('writes once a day, however often somebody polls', async () => {
    await look();
    world.units.reset();
    for (let polls = 0; polls < 5; polls += 1) await look();
    expect(world.units.units.write).toBe(0);
  });

  it('is one’s own: an operator names whose, an advertiser sees nobody else’s, and nobody makes an advertiser by looking', async () => {
    await comesIn({ CallSid: 'CAmine' });
    const asOperator = (advertiserId?: string) => listLiveCalls(ports, operator, { limit: 50, advertiserId });
    expect((await asOperator('adv_1')).items).toHaveLength(1);
    await expect(asOperator()).rejects.toMatchObject({ fields: [{ field: 'query.advertiserId' }] });
    await expect(asOperator('adv_nobody')).rejects.toMatchObject({ kind: 'not-found' });
    expect(await ports.watches.get('adv_nobody')).toBeUndefined();
    await expect(look({ advertiserId: 'adv_2' })).rejects.toMatchObject({ kind: 'not-found' });
    expect((await look({}, advertiser('adv_2'))).items).toEqual([]);
  });

  it('that can’t be read, or takes too long, never fails the call', async () => {
    const failing = watchReader({ get: () => Promise.reject(new Error('throttled')) }, world.clock, { within });
    expect(await failing.isWatched('adv_1')).toBe(false);
    const hanging = watchReader({ get: () => new Promise(() => {}) }, world.clock, { within });
    expect(await hanging.isWatched('adv_1')).toBe(false);
  });
});
