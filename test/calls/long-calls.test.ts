import { beforeEach, describe, expect, it } from 'vitest';
import { mergeEvent } from '../../shared/calls/merge-event.ts';
import { type CallEvent, MAX_TALK_SECONDS, NO_PROGRESS } from '../../shared/calls/model.ts';
import { talkSecondsOf } from '../../shared/calls/read-progress.ts';
import { SECOND_WAIT_SECONDS } from '../../shared/calls/settle-call.ts';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { evaluateCriteria } from '../../shared/outcomes/evaluate-criteria.ts';
import { target } from '../catalog/fixture.ts';
import { facts } from '../outcomes/samples.ts';
import { callDone, dialDone, inbound } from './forms.ts';
import { lateWorld, OUTCOME } from './late-world.ts';
import { candidate, decide, routeOf } from './routing/fixture.ts';
import { type CallWorld, callWorld } from './world.ts';

const ZONE = 'America/New_York';
/** Clocks there jump from 2:00 to 3:00 at 07:00 UTC, and from 2:00 back to 1:00 at 06:00 UTC. */
const SPRING_MS = Date.UTC(2026, 2, 8, 7);
const AUTUMN_MS = Date.UTC(2026, 10, 1, 6);

describe('a call that outlives a daylight-saving change', () => {
  const talkOf = (...events: CallEvent[]) => talkSecondsOf(events.reduce(mergeEvent, NO_PROGRESS));

  it.each([
    ['spring', SPRING_MS],
    ['autumn', AUTUMN_MS],
  ])('in %s talks as long as it talked, where times are subtracted', (_season, changeMs) => {
    const bridged: CallEvent = { kind: 'leg-bridged', legId: 'leg', atMs: changeMs - 20 * MINUTE_MS };
    const over = { kind: 'dial-finished', legId: 'leg', result: 'completed', next: 'end' } as const;
    expect(talkOf(bridged, { ...over, endedAtMs: changeMs + 25 * MINUTE_MS })).toBe(45 * 60);
    expect(talkOf({ ...over, endedAtMs: changeMs + 25 * MINUTE_MS }, bridged)).toBe(45 * 60);
  });

  const night: Criterion = {
    kind: 'hours',
    hours: { zone: ZONE, windows: [{ days: [7], fromMinute: 60, toMinute: 120 }] },
  };
  const seenAt = (startedAtMs: number) => {
    const { held, seen } = evaluateCriteria(night, facts({ startedAtMs }), {
      outcomeId: 'o',
      offerId: 'o',
      advertiserId: 'a',
    });
    return [held, seen[0]];
  };

  it('is judged by the wall clock of its start: an hour that is skipped, and one that comes twice', () => {
    expect(seenAt(SPRING_MS - MINUTE_MS)).toEqual(['1', 'Sun 01:59']);
    expect(seenAt(SPRING_MS)).toEqual(['0', 'Sun 03:00']);
    expect(seenAt(AUTUMN_MS - MINUTE_MS)).toEqual(['1', 'Sun 01:59']);
    expect(seenAt(AUTUMN_MS + 59 * MINUTE_MS)).toEqual(['1', 'Sun 01:59']);
    expect(seenAt(AUTUMN_MS + HOUR_MS)).toEqual(['0', 'Sun 02:00']);
  });

  it('is routed by the wall clock too: both of the hours that are one are open, and the skipped one never was', () => {
    const open = (fromMinute: number, toMinute: number) =>
      candidate('desk', { target: { hours: { zone: ZONE, windows: [{ days: [7], fromMinute, toMinute }] } } });
    const takes = (atMs: number, from: number, to: number) =>
      routeOf(decide({ candidates: [open(from, to)], facts: { atMs } })).length === 1;
    expect([AUTUMN_MS - 30 * MINUTE_MS, AUTUMN_MS + 30 * MINUTE_MS].map((atMs) => takes(atMs, 60, 120))).toEqual([
      true,
      true,
    ]);
    expect([SPRING_MS - MINUTE_MS, SPRING_MS, SPRING_MS + 59 * MINUTE_MS].map((atMs) => takes(atMs, 120, 180))).toEqual(
      [false, false, false],
    );
  });
});

describe('caps on a day with 23 or 25 hours', () => {
  let world: CallWorld;
  beforeEach(async () => {
    world = await callWorld();
  });

  it.each([
    ['23', Date.UTC(2026, 2, 8, 5), Date.UTC(2026, 2, 9, 4)],
    ['25', Date.UTC(2026, 10, 1, 4), Date.UTC(2026, 10, 2, 5)],
  ])('last %s hours', async (_hours, startMs, endMs) => {
    const capped = target({ dailyCap: 1 });
    const at = (call: string, atMs: number) => world.ports.capacity.reserve(capped, call, atMs);
    expect(await at('first', startMs)).toBe('reserved');
    expect(await at('second', endMs - 1_000)).toBe('full');
    expect(await at('third', endMs)).toBe('reserved');
  });
});

describe('a call that outlives a day', () => {
  it('counts for the day on which it came, and is judged by when it began', async () => {
    const world = await callWorld();
    world.catalog.targets = [target({ dailyCap: 1 })];
    await world.visit('visit_1');
    // 23:50 in New York.
    const cameMs = Date.UTC(2026, 2, 3, 4, 50);
    world.clock.set(cameMs);
    await world.post('voice', inbound());
    world.clock.advance(30 * MINUTE_MS);
    await world.post('voice', inbound({ CallSid: 'CAnextday' }));
    expect((await world.call('CAnextday'))?.record.route.capacity).toBe('reserved');
    await world.post('dial', dialDone({ DialCallDuration: '1700' }), { query: 'attempt=target' });
    await world.post('status', callDone({ CallDuration: '1750' }));
    expect(await world.drain()).toEqual([]);
    expect((await world.call())?.outcome.facts).toMatchObject({ startedAtMs: cameMs, talkSeconds: 1_700 });
  });

  it('is judged by what is known after five hours; an end that is told a day later corrects it by an entry', async () => {
    const world = await lateWorld();
    world.clock.advance(5 * HOUR_MS);
    await world.drain();
    await world.deliver([{ v: 1, kind: 'settle-check', outcomeId: OUTCOME, step: 2 }]);
    expect(await world.judge()).toMatchObject({ state: 'rejected', failed: 'talk-time' });
    world.clock.advance(DAY_MS);
    await world.dial(MAX_TALK_SECONDS);
    await world.end({ CallDuration: String(MAX_TALK_SECONDS + 90) });
    expect(await world.drain(SECOND_WAIT_SECONDS)).toEqual([]);
    expect(await world.correct()).toBe('corrected');
    expect((await world.entries()).map(({ kind }) => kind)).toEqual(['adjustment']);
  });

  it('is an error where a carrier tells of more than a day: no call lasts so long', async () => {
    const world = await lateWorld();
    expect((await world.end({ CallDuration: '86400' })).statusCode).toBe(200);
    expect((await world.end({ CallDuration: '86401' })).statusCode).toBe(400);
  });
});
