import { beforeEach, describe, expect, it } from 'vitest';
import { type AnswerPorts, STEP_MS } from '../../shared/calls/answer-call.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import { target } from '../catalog/fixture.ts';
import { CALLER, type CallWorld, callWorld, FALLBACK, type Form, inbound, SECRET } from './world.ts';

const CALL = inbound().CallSid as string;
const LEG = 'CA00000000000000000000000000000002';
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
    breakPorts({
      calls: { ...world.ports.calls, find: hanging, open: hanging },
      leases: { read: hanging },
      deadline: { within: (ms, work) => within(ms / 100, work) },
    });
    const started = performance.now();
    const answer = await world.post('voice', inbound());
    expect(answer.body).toContain('+12175550142</Number>');
    expect(performance.now() - started).toBeLessThan(1_000);
    // A hundredth of what the five steps may take in truth.
    expect((5 * STEP_MS) / 1_000).toBeLessThan(14);
  });
});

describe('after a dial', () => {
  const dial = (changes: Form = {}, query = 'attempt=target') =>
    world.post('dial', inbound({ DialCallSid: LEG, DialCallStatus: 'completed', DialCallDuration: '95', ...changes }), {
      query,
    });

  it('hangs up once somebody talked', async () => {
    expect((await dial()).body).toMatch(/<Response><Hangup\/><\/Response>$/);
    expect(world.queued[0]?.message).toMatchObject({
      kind: 'call-event',
      outcomeId: outcomeIdOf('twilio', CALL),
      event: { kind: 'dial-finished', legId: LEG, talkSeconds: 95, next: 'end' },
    });
  });

  it.each(['no-answer', 'busy', 'failed', 'canceled'])(
    'tries the fallback once when the target is %s',
    async (status) => {
      const first = await dial({ DialCallStatus: status });
      expect(first.body).toContain(`${FALLBACK.number}</Number>`);
      expect(first.body).toContain('dial?attempt=fallback"');
      expect(world.queued[0]?.message).toMatchObject({ event: { result: status, next: 'fallback' } });
      const second = await dial({ DialCallStatus: status, DialCallSid: 'CAthird' }, 'attempt=fallback');
      expect(second.body).toMatch(/<Say>We are sorry.*<Hangup\/>/);
      expect(world.queued[1]?.message).toMatchObject({ event: { next: 'end' } });
    },
  );

  it('says sorry where there is no fallback, or it can not be found', async () => {
    const mend = breakPorts({ catalog: { ...world.ports.catalog, currentOffer: throttled } });
    expect((await dial({ DialCallStatus: 'busy' })).body).toMatch(/<Say>We are sorry/);
    mend();
    world.catalog.offer = { ...(world.catalog.offer as NonNullable<typeof world.catalog.offer>), state: 'paused' };
    expect((await dial({ DialCallStatus: 'busy' })).body).toMatch(/<Say>We are sorry/);
  });

  it('serves the caller who is still on the line although the queue is down, and owns up after a talk', async () => {
    breakPorts({ queue: { send: throttled } });
    expect((await dial({ DialCallStatus: 'busy' })).body).toContain(`${FALLBACK.number}</Number>`);
    expect((await dial()).statusCode).toBe(500);
  });

  it('shows our number to the fallback when the caller withheld its own', async () => {
    const answer = await dial({ DialCallStatus: 'busy', From: 'anonymous' });
    expect(answer.body).toContain('callerId="+12175550100"');
  });

  it.each(['', 'attempt=', 'attempt=third', 'attempt=__proto__'])('refuses the attempt %j by name', async (query) => {
    const answer = await dial({}, query);
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body ?? '').errors[0].field).toBe('query.attempt');
  });
});

describe('bad requests', () => {
  const errorOf = (answer: { statusCode?: number; body?: string }) => ({
    status: answer.statusCode,
    fields: JSON.parse(answer.body ?? '{}').errors?.map((each: { field: string }) => each.field),
  });

  it.each([
    ['voice', { CallSid: '' }, 'body.CallSid'],
    ['voice', { To: '' }, 'body.To'],
    ['status', { CallStatus: 'completed', CallDuration: '-1' }, 'body.CallDuration'],
    ['status', { CallStatus: 'completed', CallDuration: '86401' }, 'body.CallDuration'],
    ['status', { CallStatus: 'gone' }, 'body.CallStatus'],
    ['recording', { RecordingSid: 'RE1', RecordingDuration: 'long' }, 'body.RecordingDuration'],
  ] as const)('at %s with %j are 400 and name %s', async (address, changes, field) => {
    const answer = await world.post(address, inbound(changes));
    expect(errorOf(answer)).toEqual({ status: 400, fields: [field] });
    expect(answer.headers?.['content-type']).toBe('application/problem+json');
    expect(world.queued).toEqual([]);
    expect(await world.call()).toBeUndefined();
  });

  it('of more than 16 KB are 413', async () => {
    const answer = await world.post('voice', inbound({ Padding: 'x'.repeat(17_000) }));
    expect(answer.statusCode).toBe(413);
  });

  it.each(['text/plain', 'multipart/form-data', undefined])('of content type %s are 400', async (contentType) => {
    const answer = await world.post('voice', inbound(), { headers: { 'content-type': contentType } });
    expect(errorOf(answer)).toEqual({ status: 400, fields: ['header.content-type'] });
  });

  it('replayed change nothing: the same event twice is the same facts and one contact', async () => {
    await world.post('voice', inbound());
    const tell = async () => {
      await world.post('dial', inbound({ DialCallSid: LEG, DialCallStatus: 'completed', DialCallDuration: '95' }), {
        query: 'attempt=target',
      });
      await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '130' }));
      await world.drain();
    };
    await tell();
    const before = await world.call();
    await world.post('voice', inbound());
    await tell();
    expect(await world.call()).toEqual(before);
  });

  it('are answered 5xx, so that the carrier knows, when the queue takes no event', async () => {
    breakPorts({ queue: { send: throttled } });
    const answer = await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '9' }));
    expect(answer.statusCode).toBe(500);
  });
});
