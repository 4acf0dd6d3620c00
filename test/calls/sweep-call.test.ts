import { beforeEach, describe, expect, it } from 'vitest';
import { httpCallStatus } from '../../shared/calls/carriers/http-call-status.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { type CallStatus, MAX_SWEEPS, sweepCall } from '../../shared/calls/sweep-call.ts';
import { target } from '../catalog/fixture.ts';
import { CALL, callDone, dialDone, inbound, LEG } from './forms.ts';
import { type CallWorld, callWorld } from './world.ts';

let world: CallWorld;
const OUTCOME = outcomeIdOf('twilio', CALL);

beforeEach(async () => {
  world = await callWorld();
  world.catalog.targets = [target({ maxConcurrent: 1 })];
  await world.post('voice', inbound());
  await world.drain(0);
});

const sweep = (status: CallStatus, times = 1) =>
  sweepCall(
    { ...world.ports, status: { statusOf: async () => status }, sweeps: world.sweeps },
    { v: 1, outcomeId: OUTCOME, sweep: times },
  );
const facts = async () => (await world.call())?.outcome.facts;

describe('a call whose end is never told', () => {
  it('looks after itself from the moment it was answered', () => {
    expect(world.swept).toEqual([{ v: 1, outcomeId: OUTCOME, sweep: 1 }]);
  });

  it('is settled by what the carrier says when it is asked', async () => {
    await sweep({
      kind: 'ended',
      events: [
        { kind: 'leg-ended', legId: LEG, result: 'completed', seconds: 94 },
        { kind: 'call-ended', result: 'completed', totalSeconds: 130 },
      ],
    });
    expect(await world.drain(0)).toEqual([]);
    expect(await facts()).toMatchObject({ talkSeconds: 94, totalSeconds: 130 });
    expect(world.judged).toEqual([OUTCOME]);
  });

  it('comes to the same when the webhooks come after all', async () => {
    const events = [{ kind: 'call-ended', result: 'completed', totalSeconds: 130 } as const];
    await sweep({ kind: 'ended', events });
    await world.post('dial', dialDone(), { query: 'attempt=target' });
    await world.post('status', callDone());
    await world.drain(0);
    expect(await facts()).toMatchObject({ talkSeconds: 95, totalSeconds: 130 });
  });

  it.each(['running', 'unknown'] as const)('is looked after again while the carrier says: %s', async (kind) => {
    await sweep({ kind }, 3);
    expect(world.swept.at(-1)).toEqual({ v: 1, outcomeId: OUTCOME, sweep: 4 });
    expect(await facts()).toBeUndefined();
  });

  it('is judged by what is known when five hours are over, and its place given back', async () => {
    await sweep({ kind: 'unknown' }, MAX_SWEEPS);
    await world.drain(0);
    expect(world.swept).toHaveLength(1);
    expect((await facts())?.talkSeconds).toBeUndefined();
    expect(world.judged).toEqual([OUTCOME]);
    expect((await world.call())?.record).toMatchObject({ route: { capacity: 'reserved' }, released: true });
  });

  it('is left alone once it is settled, or was never answered', async () => {
    await world.post('dial', dialDone(), { query: 'attempt=target' });
    await world.post('status', callDone());
    await world.drain(0);
    await sweep({ kind: 'ended', events: [{ kind: 'call-ended', result: 'failed' }] });
    const never = { v: 1, outcomeId: 'call_never', sweep: 1 } as const;
    await sweepCall(
      { ...world.ports, status: { statusOf: async () => ({ kind: 'running' }) }, sweeps: world.sweeps },
      never,
    );
    expect(world.queued.filter(({ message }) => message.kind === 'call-event')).toEqual([]);
    expect(world.swept).toHaveLength(1);
  });
});

describe('asking the carriers', () => {
  const asked: string[] = [];
  beforeEach(() => void asked.splice(0));
  const reader = (answers: Readonly<Record<string, unknown>>, twilio = 'AC1:token') =>
    httpCallStatus({ twilio: async () => twilio, telnyx: async () => 'KEY' }, async (url) => {
      asked.push(String(url));
      const found = Object.entries(answers).find(([part]) => String(url).includes(part))?.[1];
      return found === undefined ? new Response('{}', { status: 404 }) : new Response(JSON.stringify(found));
    });
  const call = { sid: CALL, status: 'completed', duration: '130', price: null, direction: 'inbound' };
  const leg = { sid: LEG, status: 'completed', duration: '94', parent_call_sid: CALL };

  it('asks Twilio for the call and its legs, as its API is recorded', async () => {
    const status = await reader({
      [`/Calls/${CALL}.json`]: call,
      [`ParentCallSid=${CALL}`]: { calls: [leg] },
    }).statusOf('twilio', CALL);
    expect(status).toEqual({
      kind: 'ended',
      events: [
        { kind: 'leg-ended', legId: LEG, result: 'completed', seconds: 94 },
        { kind: 'call-ended', result: 'completed', totalSeconds: 130 },
      ],
    });
    expect(asked[0]).toBe(`https://api.twilio.com/2010-04-01/Accounts/AC1/Calls/${CALL}.json`);
  });

  it('asks Telnyx for both of its dialects', async () => {
    const answers = { '/v2/calls/': { data: { is_alive: false, call_duration: 50, record_type: 'call' } } };
    for (const carrier of ['telnyx', 'telnyx-call-control'] as const) {
      expect(await reader(answers).statusOf(carrier, 'v3:a')).toEqual({
        kind: 'ended',
        events: [{ kind: 'call-ended', result: 'completed', totalSeconds: 50 }],
      });
    }
    expect(asked[0]).toBe('https://api.telnyx.com/v2/calls/v3%3Aa');
  });

  it('knows a call that is still going', async () => {
    const running = reader({
      '/Calls/': { ...call, status: 'in-progress', duration: null },
      '/v2/calls/': { data: { is_alive: true } },
    });
    expect(await running.statusOf('twilio', CALL)).toEqual({ kind: 'running' });
    expect(await running.statusOf('telnyx', 'v3:a')).toEqual({ kind: 'running' });
  });

  it.each([
    ['a call that it forgot', {}],
    ['another shape', { '/Calls/': { status: 'teleported' } }],
    ['a negative duration', { '/Calls/': { ...call, duration: '-5' } }],
    ['a day and a second', { '/Calls/': { ...call, duration: '86401' } }],
  ])('learns nothing from %s', async (_name, answers) => {
    expect(await reader(answers).statusOf('twilio', CALL)).toEqual({ kind: 'unknown' });
  });

  it('asks nobody without an account, and nobody for carriers that have no such address', async () => {
    expect(await reader({ '/Calls/': call }, 'x'.repeat(64)).statusOf('twilio', CALL)).toEqual({ kind: 'unknown' });
    for (const carrier of ['signalwire', 'plivo', 'bandwidth', 'generic'] as const) {
      expect(await reader({ '': call }).statusOf(carrier, 'a')).toEqual({ kind: 'unknown' });
    }
    expect(asked).toEqual([]);
  });

  it('does not fail when the carrier does', async () => {
    const status = httpCallStatus({ twilio: async () => 'AC1:t', telnyx: async () => 'k' }, async () => {
      throw new TypeError('fetch failed');
    });
    expect(await status.statusOf('twilio', CALL)).toEqual({ kind: 'unknown' });
  });
});
