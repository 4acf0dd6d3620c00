import { beforeEach, describe, expect, it } from 'vitest';
import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { target } from '../catalog/fixture.ts';
import { CALLER, FALLBACK, inbound, SECRET } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

const throttled = () =>
  Promise.reject(Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' }));
const hanging = () => new Promise<never>(() => {});

let world: CallWorld;

beforeEach(async () => {
  world = await callWorld();
  await world.visit('visit_1');
  world.catalog.offer = {
    ...(world.catalog.offer as NonNullable<typeof world.catalog.offer>),
    fallbackDestination: FALLBACK,
  };
});

const breakPorts = (broken: Partial<AnswerPorts>): (() => void) => {
  const whole = { ...world.ports };
  Object.assign(world.ports, broken);
  return () => Object.assign(world.ports, whole);
};

/** What the caller hears, and what becomes of the call once things work again. */
async function answerWith(broken: Partial<AnswerPorts>) {
  const mend = breakPorts(broken);
  const answer = await world.post('voice', inbound());
  mend();
  const failed = await world.drain();
  return { answer, failed, call: await world.call() };
}

describe('a call that comes in while something fails', () => {
  const brokenOpen = () => ({ calls: { ...world.ports.calls, open: throttled } });

  it('still reaches its target when the outcome can not be opened, and is opened from the queue as it was', async () => {
    world.catalog.targets = [target({ maxConcurrent: 1 })];
    const { answer, failed, call } = await answerWith(brokenOpen());
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('+12175550142</Number>');
    expect(failed).toEqual([]);
    expect(call?.outcome).toMatchObject({
      state: 'open',
      attribution: { confidence: 'exact', visit: { visitId: 'visit_1' } },
      contactMasked: '…0142',
    });
    expect(call?.record.route).toMatchObject({ targetId: 'target_1', capacity: 'reserved' });
    await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '9' }));
    await world.drain(300);
    expect((await world.call())?.record.released).toBe(true);
  });

  it('is opened with the time and the visit of the call, however late the queue is', async () => {
    const calledAtMs = world.clock.nowMs();
    const mend = breakPorts({ ...brokenOpen(), leases: { read: throttled } });
    await world.post('voice', inbound());
    mend();
    world.clock.advance(3_600_000);
    await world.visit('visit_2');
    await world.drain();
    expect((await world.call())?.outcome).toMatchObject({
      openedAtMs: calledAtMs,
      attribution: { confidence: 'exact', visit: { visitId: 'visit_1' } },
    });
  });

  it('reaches its target when nobody can say whose it is', async () => {
    const { answer, call } = await answerWith({ leases: { read: throttled } });
    expect(answer.body).toContain('+12175550142</Number>');
    expect(call?.outcome.attribution).toMatchObject({ confidence: 'exact', visit: { visitId: 'visit_1' } });
  });

  it('goes to the fallback when no place can be promised', async () => {
    const { answer, call } = await answerWith({ capacity: { ...world.ports.capacity, reserve: throttled } });
    expect(answer.body).toContain(`${FALLBACK.number}</Number>`);
    expect(call?.record.route).toMatchObject({ kind: 'fallback', capacity: 'none' });
  });

  it('hears a person’s words, never silence, when even the number can not be looked up', async () => {
    const { answer, failed, call } = await answerWith({ numbers: { number: throttled } });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toMatch(/<Say>We are sorry.*<Hangup\/>/);
    expect(failed).toEqual([]);
    expect(call?.outcome.terms).toMatchObject({ offerId: 'offer_1', publisherId: 'pub_1' });
  });

  it('hears them when the offer can not be read', async () => {
    const { answer, call } = await answerWith({ catalog: { ...world.ports.catalog, currentOffer: throttled } });
    expect(answer.body).toMatch(/<Say>We are sorry/);
    expect(call?.outcome.terms.offerVersion).toBe(1);
  });

  it('is answered although the person can not be hashed, as if the number were withheld', async () => {
    const { answer, call } = await answerWith({ hashPerson: throttled });
    expect(answer.body).toContain('+12175550142</Number>');
    expect(call?.record.caller).toEqual({ masked: '…0142', region: 'US-IL', attestation: 'A' });
  });

  it('needs the queue only where it could not be opened: the contact comes with its end', async () => {
    const mend = breakPorts({ queue: { send: throttled } });
    expect((await world.post('voice', inbound())).statusCode).toBe(200);
    mend();
    await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '9' }));
    await world.drain(300);
    const atMs = world.clock.nowMs();
    expect(await world.ports.people.earlier(hashPerson(SECRET, CALLER), atMs, atMs + 1)).toHaveLength(1);
  });

  it('tells the carrier the truth when it can neither be opened nor queued', async () => {
    breakPorts({ ...brokenOpen(), queue: { send: throttled } });
    const answer = await world.post('voice', inbound());
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('slow down');
  });

  it('is answered far within the carrier’s 15 s when everything hangs', async () => {
    const { within } = world.ports.deadline;
    let waitsMs = 0;
    breakPorts({
      calls: { ...world.ports.calls, find: hanging, open: hanging },
      leases: { read: hanging },
      deadline: {
        within(ms, work) {
          waitsMs += ms;
          return within(ms / 100, work);
        },
      },
    });
    const answer = await world.post('voice', inbound());
    expect(answer.body).toContain('+12175550142</Number>');
    // What all its waits may take in truth, one after the other, which leaves a second for the work between them.
    expect(waitsMs).toBeGreaterThan(0);
    expect(waitsMs).toBeLessThanOrEqual(14_000);
  });
});
