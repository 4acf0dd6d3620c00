import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { tellPausedBy } from '../../functions/calls/tell-paused.ts';
import { tellBy } from '../../functions/webhooks/tell.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import type { PausedTarget } from '../../shared/calls/ports.ts';
import { readTrail, targetMark } from '../../shared/calls/routing/trail.ts';
import { readWalk, writeWalk } from '../../shared/calls/routing/walk.ts';
import { toIso } from '../../shared/kernel/time.ts';
import { itemBytes } from '../../shared/outcomes/fit-item.ts';
import { outcomeKey } from '../../shared/outcomes/keys.ts';
import { eventBody } from '../../shared/webhooks/contract/events.ts';
import { targetEvents } from '../../shared/webhooks/derive/target-events.ts';
import type { PublishPorts } from '../../shared/webhooks/publish-events.ts';
import { target } from '../catalog/fixture.ts';
import { FALLBACK, type Form, inbound } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

let world: CallWorld;

const numbered = (index: number, changes: Parameters<typeof target>[0] = {}) =>
  target({
    targetId: `target_${'x'.repeat(20)}${index}`,
    priority: index,
    maxConcurrent: 1,
    destination: { kind: 'number', number: `+1217555020${index}` },
    ...changes,
  });

beforeEach(async () => {
  world = await callWorld();
  await world.visit('visit_1');
  const offer = world.catalog.offer as NonNullable<typeof world.catalog.offer>;
  world.catalog.offer = { ...offer, fallbackDestination: FALLBACK };
  world.catalog.targets = [numbered(1), numbered(2), numbered(3)];
});

const answer = async (form: Form = {}) => (await world.post('voice', inbound(form))).body ?? '';

/** The query of the address that the carrier is told to call after the dial. */
const queryIn = (twiml: string): string => /dial\?([^"]+)"/.exec(twiml)?.[1]?.replaceAll('&amp;', '&') ?? '';
const numberIn = (twiml: string): string => />(\+\d+)<\/Number>/.exec(twiml)?.[1] ?? '';

let legs = 0;
async function onwards(twiml: string, result: string, form: Form = {}): Promise<string> {
  legs += 1;
  const dial = { DialCallStatus: result, DialCallSid: `CAleg${legs}`, DialCallDuration: '95' };
  return (await world.post('dial', inbound({ ...dial, ...form }), { query: queryIn(twiml) })).body ?? '';
}

const isFree = async (index: number): Promise<boolean> => {
  const capacity = dynamoCapacity(world.client, world.tables.leases, 'America/New_York');
  const place = await capacity.reserve(numbered(index), 'somebody else', world.clock.nowMs());
  if (place === 'reserved') await capacity.release(numbered(index).targetId, 'somebody else');
  return place === 'reserved';
};

describe('when a target does not answer', () => {
  it('rings the next, and the next, and then the fallback; each place is given back as the call goes on', async () => {
    const first = await answer();
    expect(numberIn(first)).toBe('+12175550201');
    expect(queryIn(first)).toBe('attempt=target&walk=0');
    const second = await onwards(first, 'no-answer');
    expect(numberIn(second)).toBe('+12175550202');
    expect([await isFree(1), await isFree(2)]).toEqual([true, false]);
    const third = await onwards(second, 'busy');
    expect(numberIn(third)).toBe('+12175550203');
    const last = await onwards(third, 'failed');
    expect(numberIn(last)).toBe(FALLBACK.number);
    expect(await onwards(last, 'no-answer')).toMatch(/<Say>We are sorry/);
    expect(world.queued.slice(1).map(({ message }) => message.kind === 'call-event' && message.event)).toMatchObject([
      { result: 'no-answer', next: 'target' },
      { result: 'busy', next: 'target' },
      { result: 'failed', next: 'fallback' },
      { result: 'no-answer', next: 'end' },
    ]);
  });

  it('pays and counts for the target that talked', async () => {
    const second = await onwards(await answer(), 'no-answer');
    await onwards(second, 'completed');
    await world.drain();
    await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '130' }));
    expect(await world.drain()).toEqual([]);
    const call = await world.call();
    expect(call?.outcome.facts).toMatchObject({
      targetId: numbered(2).targetId,
      talkSeconds: 95,
      capacity: 'reserved',
    });
    expect([await isFree(1), await isFree(2)]).toEqual([true, true]);
    const contacts = await world.ports.people.earlier(call?.record.caller.personHash ?? '', 0, world.clock.nowMs() + 1);
    expect(contacts).toMatchObject([{ targetId: numbered(2).targetId }]);
  });

  it('keeps the place of the next target until its own leg is over, however late the first leg is told', async () => {
    const first = await answer();
    await onwards(first, 'no-answer');
    await world.drain();
    await world.post(
      'status',
      inbound({ CallSid: `CAleg${legs}`, ParentCallSid: inbound().CallSid as string, CallStatus: 'no-answer' }),
    );
    await world.drain();
    expect(await isFree(2)).toBe(false);
  });

  it('answers the same when the carrier asks twice', async () => {
    const first = await answer();
    legs = 100;
    const once = await onwards(first, 'busy');
    legs = 100;
    expect(await onwards(first, 'busy')).toBe(once);
    expect([await isFree(1), await isFree(2), await isFree(3)]).toEqual([true, false, true]);
  });

  it('rings again as often as the target asks for', async () => {
    world.catalog.targets = [numbered(1, { rules: { redials: { onBusy: 1 } } }), numbered(2)];
    const first = await answer();
    const again = await onwards(first, 'busy');
    expect([numberIn(again), queryIn(again)]).toEqual(['+12175550201', 'attempt=target&walk=0b0']);
    expect(await isFree(1)).toBe(false);
    expect(numberIn(await onwards(again, 'busy'))).toBe('+12175550202');
  });

  it('passes over who is full, or was paused meanwhile', async () => {
    const first = await answer();
    await world.ports.capacity.reserve(numbered(2), 'somebody else', world.clock.nowMs());
    expect(numberIn(await onwards(first, 'busy'))).toBe('+12175550203');
    world.catalog.targets = [numbered(1), numbered(2), numbered(3, { state: 'paused' })];
    expect(numberIn(await onwards(first, 'busy'))).toBe(FALLBACK.number);
  });

  it('goes to the fallback when the next can not be found out, or the caller hung up', async () => {
    const first = await answer();
    expect(numberIn(await onwards(first, 'canceled'))).toBe(FALLBACK.number);
    const find = world.ports.calls.find;
    Object.assign(world.ports.calls, { find: () => Promise.reject(new Error('throttled')) });
    expect(numberIn(await onwards(first, 'busy'))).toBe(FALLBACK.number);
    Object.assign(world.ports.calls, { find });
    expect(world.notes.some(({ what }) => what === 'failover failed')).toBe(true);
  });

  it.each(['walk=', 'walk=b', 'walk=0x0', 'walk=-1', `walk=${'0b'.repeat(40)}0`])(
    'refuses %s by name',
    async (query) => {
      const form = inbound({ DialCallStatus: 'busy', DialCallSid: 'CAleg' });
      const refused = await world.post('dial', form, { query: `attempt=target&${query}` });
      expect(refused.statusCode).toBe(400);
      expect(JSON.parse(refused.body ?? '').errors[0].field).toBe('query.walk');
    },
  );

  it('rings nobody where a walk names a dial that never was', async () => {
    await answer();
    const form = inbound({ DialCallStatus: 'busy', DialCallSid: 'CAleg' });
    const { body } = await world.post('dial', form, { query: 'attempt=target&walk=0f1f2f3f9' });
    expect(numberIn(body ?? '')).toBe(FALLBACK.number);
  });
});

describe('the outcome', () => {
  it('keeps why each target was or was not chosen, and still is opened under its bytes', async () => {
    world.catalog.targets = [
      numbered(1, { state: 'paused' }),
      numbered(2, { rules: { minAttestation: 'A', regions: { allow: [{ kind: 'region', code: 'US-NY' }] } } }),
      ...[3, 4, 5, 6, 7, 8, 9].map((index) => numbered(index)),
    ];
    await answer();
    const call = await world.call();
    expect(readTrail(call?.record.route.trail ?? '').marks.slice(-2)).toEqual([
      { target: targetMark(numbered(1).targetId), fate: 'target-paused' },
      { target: targetMark(numbered(2).targetId), fate: 'region' },
    ]);
    const key = outcomeKey(call?.outcome.outcomeId ?? '');
    const { Item } = await world.client.send(new GetCommand({ TableName: world.tables.outcomes, Key: key }));
    expect(itemBytes(Item) - 3).toBeLessThanOrEqual(820);
  });

  it('costs one read, one write, one place and one place back for each target further', async () => {
    const first = await answer();
    world.units.reset();
    await onwards(first, 'busy');
    expect(world.units.units).toMatchObject({ read: 1, write: 3 });
  });
});

describe('the rules of a target', () => {
  it('hold for a live call: who called before, from where, and through whom', async () => {
    const only = (rules: NonNullable<Parameters<typeof target>[0]>['rules']) => {
      world.catalog.targets = [numbered(1, { rules, maxConcurrent: 9 })];
    };
    only({ publishers: { block: ['pub_1'] } });
    expect(numberIn(await answer({ CallSid: 'CA1' }))).toBe(FALLBACK.number);
    only({ regions: { allow: [{ kind: 'postal-prefix', country: 'US', prefix: '606' }] } });
    expect(numberIn(await answer({ CallSid: 'CA2' }))).toBe('+12175550201');
    await world.drain();
    world.clock.advance(60_000);
    only({ repeats: { days: 7, scope: 'advertiser' } });
    expect(numberIn(await answer({ CallSid: 'CA3' }))).toBe(FALLBACK.number);
    expect(numberIn(await answer({ CallSid: 'CA4', From: 'anonymous' }))).toBe('+12175550201');
  });
});

describe('an offer that is joined on request', () => {
  const joinOnRequest = () => {
    const offer = world.catalog.offer as NonNullable<typeof world.catalog.offer>;
    world.catalog.offer = { ...offer, joining: 'on-request' };
  };

  it('takes no call of a publisher that was not let in, its fallback included; who was let in brings them', async () => {
    joinOnRequest();
    expect(numberIn(await answer({ CallSid: 'CA1' }))).toBe('');
    const stored = await world.call('CA1');
    expect(readTrail(stored?.record.route.trail ?? '').marks.map(({ fate }) => fate)).toEqual(
      Array(3).fill('not-joined'),
    );
    world.catalog.deal = { offerId: 'offer_1', publisherId: 'pub_1', version: 1, createdAtMs: 1 };
    expect(numberIn(await answer({ CallSid: 'CA2' }))).toBe('+12175550201');
    world.catalog.deal = { ...world.catalog.deal, version: 2, ended: true };
    expect(numberIn(await answer({ CallSid: 'CA3' }))).toBe('');
  });
});

describe('a walk', () => {
  it.each(['0', '0b0', '0b0n1', '0f1f2'])('%s is read as it was written', (text) => {
    const walk = readWalk(text);
    expect(walk && writeWalk(walk)).toBe(text);
  });
});

describe('a target that lets its phone ring', () => {
  it('rests after as many unanswered calls as it said, and is tried again in the next hour', async () => {
    world.catalog.targets = [numbered(1, { maxConcurrent: 9, rules: { pauseUnanswered: { inHour: 2 } } })];
    for (const CallSid of ['CA1', 'CA2']) {
      const first = await answer({ CallSid });
      expect(numberIn(first)).toBe('+12175550201');
      expect(numberIn(await onwards(first, 'no-answer', { CallSid }))).toBe(FALLBACK.number);
    }
    expect(numberIn(await answer({ CallSid: 'CA3' }))).toBe(FALLBACK.number);
    world.clock.advance(3_600_000);
    expect(numberIn(await answer({ CallSid: 'CA4' }))).toBe('+12175550201');
  });

  it('is told of once, by the dial that did it, however often the carrier repeats itself', async () => {
    const told: PausedTarget[] = [];
    Object.assign(world.ports, { tellPaused: async (paused: PausedTarget) => void told.push(paused) });
    const rules = { pauseUnanswered: { inHour: 2 } };
    world.catalog.targets = [numbered(1, { maxConcurrent: 9, rules })];
    const rung = new Map<string, string>();
    for (const CallSid of ['CA1', 'CA2', 'CA3']) rung.set(CallSid, await answer({ CallSid }));
    for (const [CallSid, first] of rung) await onwards(first, 'no-answer', { CallSid });
    expect(told).toMatchObject([{ targetId: numbered(1).targetId, inHour: 2, inDay: 2 }]);
    await onwards(rung.get('CA3') ?? '', 'no-answer', { CallSid: 'CA3' });
    expect(new Set(told.map(({ dialId }) => dialId)).size).toBe(1);

    // The same dial is the same event for its advertiser and for the network; a webhook that can't be told stops no call.
    const [paused] = told as [PausedTarget];
    const events = targetEvents(paused);
    expect(events.map(({ owner }) => owner.kind)).toEqual(['advertiser', 'network']);
    expect(targetEvents(paused)).toEqual(events);
    for (const event of events) {
      const { eventId: id, type, atMs, data } = event;
      expect(eventBody('target.paused').safeParse({ id, type, timestamp: toIso(atMs), data }).success).toBe(true);
    }
    const broken = { webhooksOf: () => Promise.reject(new Error('gone')) } as unknown as PublishPorts;
    const warned: string[] = [];
    await tellPausedBy(tellBy(broken, { warn: (what: string) => void warned.push(what) }))(paused);
    expect(warned).toEqual(['a paused target was not told of']);
  });
});
