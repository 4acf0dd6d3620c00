import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { appointmentsOf, calendly, connected, patiently, REFERENCE } from './webhooks.ts';
import { type AppointmentWorld, NOW_MS } from './world.ts';

const at = (hours: number): string => new Date(NOW_MS + hours * HOUR_MS).toISOString();

/** Bookings of one meeting: the first, and its moves, a day apart. */
const told = (name: 'a' | 'b' | 'c' | 'd') => {
  const index = 'abcd'.indexOf(name);
  const times = { start: at(24 * (index + 1)), end: at(24 * (index + 1) + 1) };
  const old = index > 0 ? 'abcd'[index - 1] : undefined;
  return calendly('invitee.created', { name, old, reference: REFERENCE, ...times }, at(index));
};

/** The first and the last are told of; of the one between nothing is known for a day. */
async function withoutTheMiddle() {
  const { world, send } = await connected('calendly');
  await send(told('a'));
  await world.run();
  await send(told('c'));
  await patiently(world);
  const [first, second] = await inOrder(world);
  return { world, send, firstId: first?.outcomeId ?? '', secondId: second?.outcomeId ?? '' };
}

const inOrder = async (world: AppointmentWorld) =>
  (await appointmentsOf(world)).map(({ outcome }) => outcome).sort((a, b) => a.openedAtMs - b.openedAtMs);

describe('a chain that was taken for two appointments', () => {
  it('is one when the booking between them is told of, and is billed once', async () => {
    const { world, send, firstId, secondId } = await withoutTheMiddle();
    expect(new Set([firstId, secondId]).size).toBe(2);
    await send(told('b'));
    await send(told('b'));
    await world.run();
    await world.until(NOW_MS + 12 * DAY_MS);
    const [first, second] = await inOrder(world);
    expect(first?.facts?.answers?.attendance).toBe('held');
    expect(second?.facts?.answers?.attendance).toBe('rescheduled');
    expect(world.booked.map(({ outcomeId }) => outcomeId)).toEqual([firstId]);
    expect((await world.get(firstId)).json).toMatchObject({ moves: 2, state: 'held' });
    expect((await world.get(secondId)).json).toMatchObject({
      state: 'rescheduled',
      partOf: firstId,
      verdict: 'rejected',
    });
  });

  it('takes back what its second half was billed, after both verdicts', async () => {
    const { world, send, firstId, secondId } = await withoutTheMiddle();
    await world.until(NOW_MS + 12 * DAY_MS);
    expect(world.booked).toHaveLength(2);
    await send(told('b'));
    await world.run();
    expect(world.corrected).toEqual([secondId]);
    const [first, second] = await inOrder(world);
    expect([first?.state, first?.late]).toEqual(['qualified', undefined]);
    expect(second?.late?.facts.answers?.attendance).toBe('rescheduled');
    expect((await world.get(secondId)).json.partOf).toBe(firstId);
  });

  it('asks again for what it asked for before, when it is told again', async () => {
    const { world, send, secondId } = await withoutTheMiddle();
    await world.until(NOW_MS + 12 * DAY_MS);
    for (let times = 0; times < 3; times += 1) await send(told('b'));
    await world.run();
    expect(world.corrected).toEqual([secondId, secondId, secondId]);
    expect((await inOrder(world))[1]?.late?.revision).toBe((await world.appointments.find(secondId))?.rev);
  });

  it('hears through its second half what comes later', async () => {
    const { world, send, firstId, secondId } = await withoutTheMiddle();
    await send(told('b'));
    await world.run();
    world.clock.set(NOW_MS + 74 * HOUR_MS);
    await world.attend(secondId, { said: 'held' });
    const late = calendly('invitee_no_show.created', { name: 'c', noShowAt: at(75) });
    await send(late);
    await world.until(NOW_MS + 12 * DAY_MS);
    const words = (await world.appointments.find(firstId))?.record.bookings;
    expect(Object.values(words ?? {}).some((each) => each.words.advertiser !== undefined)).toBe(true);
    expect(world.booked.map(({ outcomeId }) => outcomeId)).toEqual([firstId]);
  });

  it('goes on in the first when it is moved once more', async () => {
    const { world, send, firstId } = await withoutTheMiddle();
    await send(told('b'));
    await world.run();
    await send(told('d'));
    await world.until(NOW_MS + 14 * DAY_MS);
    expect(await inOrder(world)).toHaveLength(2);
    expect(world.booked.map(({ outcomeId }) => outcomeId)).toEqual([firstId]);
  });

  it('is one too when its bookings are told of last to first, with hours between', async () => {
    const { world, send } = await connected('calendly');
    for (const name of ['c', 'b', 'a'] as const) {
      await send(told(name));
      await patiently(world);
    }
    await world.until(NOW_MS + 14 * DAY_MS);
    expect(world.booked).toHaveLength(1);
  });

  it('is joined once by two who would join each half to the other', async () => {
    const { world, firstId, secondId } = await withoutTheMiddle();
    const [first, second] = await Promise.all([firstId, secondId].map((each) => world.appointments.find(each)));
    if (!first || !second) throw new Error('both are there');
    const facts = { startedAtMs: 1, confidence: 'source', capacity: 'none' } as const;
    const answers = await Promise.all([
      world.appointments.join(first, secondId, facts),
      world.appointments.join(second, firstId, facts),
    ]);
    expect([...answers].sort()).toEqual(['lost', 'saved']);
  });

  it('stays two where the first had come to nothing: what was booked after it is another meeting', async () => {
    const { world, send } = await withoutTheMiddle();
    await send(calendly('invitee.canceled', { name: 'a', start: at(24), end: at(25), reference: REFERENCE }, at(2)));
    await world.until(NOW_MS + 30 * HOUR_MS);
    await send(told('b'));
    await world.until(NOW_MS + 12 * DAY_MS);
    expect((await inOrder(world)).map(({ state }) => state)).toEqual(['rejected', 'qualified']);
    expect(world.corrected).toEqual([]);
  });

  it('waits while the first is being judged', async () => {
    const { world, send, firstId, secondId } = await withoutTheMiddle();
    world.clock.set(NOW_MS + 26 * HOUR_MS);
    await world.attend(firstId, { said: 'held' });
    await send(told('b'));
    const failed = await world.deliver(world.queued.splice(0));
    expect(failed).toHaveLength(1);
    expect((await world.appointments.find(secondId))?.joinedTo).toBeUndefined();
    await world.run();
    expect(await world.deliver(failed)).toEqual([]);
    expect((await world.appointments.find(secondId))?.joinedTo).toBe(firstId);
  });
});
