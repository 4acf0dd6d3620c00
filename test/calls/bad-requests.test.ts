import { beforeEach, describe, expect, it } from 'vitest';
import type { AnswerPorts } from '../../shared/calls/answer-call.ts';
import { FALLBACK, inbound, LEG } from './forms.ts';
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
    ['recording', { RecordingSid: 'RE1', RecordingUrl: `https://x.example/${'a'.repeat(300)}` }, 'body.event.url'],
    ['recording', { RecordingSid: 'RE1', RecordingUrl: 'javascript:alert(1)' }, 'body.event.url'],
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
