import { describe, expect, it } from 'vitest';
import type { OfferVersion } from '../../shared/catalog/model.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { openWorld } from './world.ts';

/** Tuesday 3 March 2026, nine in Chicago: when the meeting of these tests begins. */
const START_MS = Date.UTC(2026, 2, 3, 15);
const END_MS = START_MS + 30 * MINUTE_MS;
const CLOSED_MS = END_MS + 48 * HOUR_MS;
const iso = (atMs: number): string => new Date(atMs).toISOString();
const HELD_TOO = { attendance: 'held' };
const ATTEMPTS = [iso(START_MS + 5 * MINUTE_MS), iso(START_MS + 15 * MINUTE_MS)];

async function meeting(over: Partial<OfferVersion> = {}, answers: object = { budget: 50_000, authority: true }) {
  const world = await openWorld(over);
  const { appointmentId } = (await world.book({ answers })).json as { appointmentId: string };
  return { world, appointmentId };
}

describe('a meeting that was held', () => {
  it('is judged at once when the advertiser says so, and billed once', async () => {
    const { world, appointmentId } = await meeting();
    world.clock.set(END_MS);
    expect((await world.attend(appointmentId, { said: 'held' })).json).toMatchObject({ state: 'held' });
    await world.run();
    expect(world.booked).toEqual([{ outcomeId: appointmentId, chargeMinor: 4_000n, payoutMinor: 3_000n }]);
    expect((await world.outcomes.get(appointmentId))?.facts?.answers).toEqual({
      budget: 50_000,
      authority: true,
      attendance: 'held',
    });
    await world.until(CLOSED_MS + DAY_MS);
    expect(world.booked).toHaveLength(1);
  });

  it('is held too when nobody says anything until the window ends', async () => {
    const { world, appointmentId } = await meeting();
    await world.until(CLOSED_MS - MINUTE_MS);
    expect((await world.outcomes.get(appointmentId))?.state).toBe('open');
    await world.until(CLOSED_MS);
    expect((await world.outcomes.get(appointmentId))?.state).toBe('qualified');
  });

  it('is not when the offer says that silence is none', async () => {
    const attendance = { windowHours: 24, noShowAttempts: 0, silence: 'no-show', disagreement: 'held' } as const;
    const { world, appointmentId } = await meeting({ attendance });
    await world.until(END_MS + 24 * HOUR_MS);
    expect((await world.outcomes.get(appointmentId))?.verdict).toMatchObject({
      state: 'rejected',
      marks: { seen: ['no-show'] },
    });
  });

  it('is rejected when it was held and not what was asked for, by the advertiser’s finding', async () => {
    const asked = { kind: 'all', of: [HELD, { kind: 'answer', name: 'authority', is: true }] } as const;
    const { world, appointmentId } = await meeting({ criteria: { ...asked, of: [...asked.of] } });
    world.clock.set(END_MS);
    const found = { answers: { authority: false }, why: 'he has to ask his partner' };
    const shown = await world.attend(appointmentId, { said: 'held', found });
    expect(shown.json.found).toEqual(found);
    await world.run();
    expect((await world.outcomes.get(appointmentId))?.verdict).toMatchObject({
      state: 'rejected',
      marks: { held: '010', seen: ['held', false] },
    });
    expect((await world.get(appointmentId, 'blog')).json.found).toEqual(found);
  });
});

const HELD = { kind: 'answer' as const, name: 'attendance', in: ['held'] };

describe('a no-show', () => {
  it('is not billed when the advertiser tried to reach the attendee as often as the offer asks', async () => {
    const { world, appointmentId } = await meeting();
    world.clock.set(END_MS);
    await world.attend(appointmentId, { said: 'no-show', attempts: ATTEMPTS });
    await world.run();
    expect((await world.outcomes.get(appointmentId))?.state).toBe('open');
    await world.until(CLOSED_MS);
    expect((await world.get(appointmentId)).json).toMatchObject({ state: 'no-show', verdict: 'rejected' });
    expect(world.booked).toEqual([]);
  });

  it('counts for nothing with fewer attempts', async () => {
    const { world, appointmentId } = await meeting();
    world.clock.set(END_MS);
    await world.attend(appointmentId, { said: 'no-show', attempts: ATTEMPTS.slice(1) });
    await world.until(CLOSED_MS);
    expect(world.booked).toHaveLength(1);
  });

  it('is decided by the offer when the publisher says held', async () => {
    for (const [disagreement, state] of [
      ['no-show', 'rejected'],
      ['held', 'qualified'],
    ] as const) {
      const attendance = { windowHours: 48, noShowAttempts: 2, silence: 'held', disagreement } as const;
      const { world, appointmentId } = await meeting({ attendance });
      world.clock.set(END_MS);
      await world.attend(appointmentId, { said: 'no-show', attempts: ATTEMPTS });
      await world.attend(appointmentId, { said: 'held' }, 'blog');
      await world.until(CLOSED_MS);
      expect((await world.outcomes.get(appointmentId))?.state).toBe(state);
    }
  });

  it('said after the verdict is kept beside it, and counted', async () => {
    const { world, appointmentId } = await meeting();
    await world.until(CLOSED_MS);
    const late = await world.attend(appointmentId, { said: 'no-show', attempts: ATTEMPTS });
    expect(late).toMatchObject({ status: 409, json: { detail: expect.stringContaining('is a dispute') } });
    expect(world.booked).toHaveLength(1);
  });
});

describe('who came', () => {
  it.each([
    ['before the meeting', START_MS - MINUTE_MS, { said: 'held' }, 409, 'nobody can have come yet'],
    ['by attempts that are ahead', END_MS, { said: 'no-show', attempts: [iso(END_MS + 1)] }, 400, 'is in the future'],
    [
      'by attempts of last week',
      END_MS,
      { said: 'no-show', attempts: [iso(START_MS - 7 * DAY_MS)] },
      400,
      'a day before',
    ],
    ['held, with attempts', END_MS, { said: 'held', attempts: ATTEMPTS }, 400, 'go with `no-show` only'],
    [
      'held, by what else was found',
      END_MS,
      { said: 'held', found: { answers: HELD_TOO, why: 'x' } },
      400,
      'what `said`',
    ],
  ])('can not be told %s', async (_how, nowMs, body, status, why) => {
    const { world, appointmentId } = await meeting();
    world.clock.set(nowMs);
    const refused = await world.attend(appointmentId, body);
    expect(refused.status).toBe(status);
    expect(JSON.stringify(refused.json)).toContain(why);
  });

  it('is told by the two sides only, each of its own', async () => {
    const { world, appointmentId } = await meeting();
    world.clock.set(END_MS);
    expect((await world.attend(appointmentId, { said: 'held' }, 'operator')).status).toBe(403);
    expect((await world.attend(appointmentId, { said: 'held' }, 'rival')).status).toBe(404);
    const found = { answers: { authority: false }, why: 'I think so' };
    expect((await world.attend(appointmentId, { said: 'held', found }, 'blog')).status).toBe(400);
  });
});
