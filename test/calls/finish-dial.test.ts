import { beforeEach, describe, expect, it } from 'vitest';
import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { CALL, FALLBACK, type Form, inbound, LEG } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

const throttled = () =>
  Promise.reject(Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' }));

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
