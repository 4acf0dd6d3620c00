import { beforeEach, describe, expect, it } from 'vitest';
import type { CallMessage } from '../../shared/calls/contract.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { target } from '../catalog/fixture.ts';
import { CALLER, callDone, dialDone, inbound, legDone, SECRET } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

const HASH = hashPerson(SECRET, CALLER);
let world: CallWorld;

beforeEach(async () => {
  world = await callWorld();
  world.catalog.targets = [target({ maxConcurrent: 1 })];
  await world.visit('visit_1');
});

const answer = () => world.post('voice', inbound());
const facts = async () => (await world.call())?.outcome.facts;

describe('events that come before their call, or without one', () => {
  it('fails a status before its call, so that the queue brings it back, and merges it then', async () => {
    await world.post('status', callDone());
    const early = world.queued.splice(0).map(({ message }) => message);
    expect(await world.deliver(early)).toEqual(early);
    expect(world.notes.at(-1)?.details.reason).toMatch(/no call was answered under call_.*late, or it never was/);
    await answer();
    await world.post('dial', dialDone(), { query: 'attempt=target' });
    expect(await world.drain()).toEqual([]);
    expect(await world.deliver(early, 2)).toEqual([]);
    expect(await facts()).toMatchObject({ talkSeconds: 95, totalSeconds: 130 });
  });

  it('fails every try for a call that never was, and stores nothing', async () => {
    await world.post('status', callDone({ CallSid: 'CAnever' }));
    const event = world.queued.splice(0).map(({ message }) => message);
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await world.deliver(event, attempt)).toEqual(event);
    expect(await world.call('CAnever')).toBeUndefined();
    expect(world.judged).toEqual([]);
  });

  it.each(['+12175550999', 'sip:desk@pbx.example', '001 217 555 0142'])(
    'lets go of the end of a call to %s, which nobody has, once the catalog is sure to know',
    async (To) => {
      const nobodys = { CallSid: 'CAnobody', To };
      expect((await world.post('voice', inbound(nobodys))).body).toMatch(/not in service/);
      await world.post('status', callDone(nobodys));
      const event = world.queued.splice(0).map(({ message }) => message);
      expect(await world.deliver(event, 1)).toEqual(event);
      expect(await world.deliver(event, 2)).toEqual(event);
      expect(await world.deliver(event, 3)).toEqual([]);
      expect(await world.call('CAnobody')).toBeUndefined();
    },
  );

  it('fails a message of another shape and handles the others of its batch', async () => {
    await answer();
    const good = world.queued.splice(0).map(({ message }) => message);
    const absurd = {
      v: 1,
      kind: 'call-event',
      outcomeId: 'call_1',
      eventId: 'evt_1',
      event: { kind: 'call-ended', result: 'completed', totalSeconds: -5 },
    };
    const failed = await world.deliver([absurd as CallMessage, ...good]);
    expect(failed).toEqual([absurd]);
    expect(await world.ports.people.earlier(HASH, world.clock.nowMs(), world.clock.nowMs() + 1)).toHaveLength(1);
  });
});

describe('what a call’s life costs', () => {
  it('is seven write units from the answer to the facts', async () => {
    await world.post('voice', inbound({ CallSid: 'CAwarm' }));
    await world.post('status', callDone({ CallSid: 'CAwarm' }));
    await world.drain();
    world.units.reset();
    world.clock.advance(590_000);
    await answer();
    await world.drain();
    await world.post('dial', dialDone(), { query: 'attempt=target' });
    await world.drain();
    await world.post('status', callDone());
    await world.post('status', legDone());
    await world.drain();
    expect(await facts()).toMatchObject({ talkSeconds: 95 });
    // Open 1, place 1, contact 1, lease 1, dial 1, place back 1, end with facts 1; the leg's own word costs none.
    expect(world.units.units.write).toBeLessThanOrEqual(7);
  });
});
