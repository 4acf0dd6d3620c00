import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { dynamoSetters } from '../../shared/catalog/dynamo-setters.ts';
import { appointmentsOf, calendly, connected, REFERENCE } from './webhooks.ts';
import { appointmentWorld, HOURS } from './world.ts';

let world: Awaited<ReturnType<typeof appointmentWorld>>;
beforeAll(async () => {
  world = await appointmentWorld();
  await world.setHours(HOURS);
  await employ(world);
});

/** Ann sets for the publisher; Bob is paused, and Cem sets for another. */
async function employ({ client, tables }: Pick<typeof world, 'client' | 'tables'>): Promise<void> {
  const setters = dynamoSetters(client, tables.catalog);
  const common = { publisherId: 'pub_blog', createdAtMs: 1 };
  await setters.create({ ...common, setterId: 'set_ann', name: 'Ann', state: 'active' });
  await setters.create({ ...common, setterId: 'set_bob', name: 'Bob', state: 'paused' });
  await setters.create({ ...common, publisherId: 'pub_other', setterId: 'set_cem', name: 'Cem', state: 'active' });
}

const book = (key: string, over: object = {}) => world.book(over, key);
const read = (key: string, appointmentId: string) => world.get(appointmentId, key);

describe('a setter', () => {
  it('books in its publisher’s name and its own, and sees its own only', async () => {
    const { status, json } = await book('ann');
    expect(status).toBe(201);
    const outcome = await world.outcomes.get(json.appointmentId);
    expect(outcome).toMatchObject({ terms: { publisherId: 'pub_blog' }, attribution: { setterId: 'set_ann' } });
    expect((await read('ann', json.appointmentId)).json).not.toHaveProperty('attendee');
    expect((await read('blog', json.appointmentId)).status).toBe(200);
    expect((await read('bob', json.appointmentId)).status).toBe(404);
    expect((await read('other', json.appointmentId)).status).toBe(404);
  });

  it('does not see what its publisher or another setter booked', async () => {
    const own = await book('blog', { startsAt: '2026-03-03T10:00' });
    expect((await read('ann', own.json.appointmentId)).status).toBe(404);
    const named = await book('blog', { startsAt: '2026-03-03T11:00', setterId: 'set_ann' });
    expect((await read('ann', named.json.appointmentId)).status).toBe(200);
  });

  it.each([
    ['one that is paused', 'bob', {}, 403, 'paused'],
    ['another publisher', 'ann', { publisherId: 'pub_other' }, 400, 'body.publisherId'],
    ['another setter', 'ann', { setterId: 'set_bob' }, 404, 'set_bob'],
    ['a publisher that names another’s setter', 'other', { setterId: 'set_ann' }, 404, 'set_ann'],
  ])('refuses %s', async (_name, key, over, status, text) => {
    const answer = await book(key, { startsAt: '2026-03-03T12:00', ...over });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });
});

describe('a booking in an advertiser’s own calendar', () => {
  it.each([
    ['is the setter’s whom its link names', '~set_ann', 'set_ann'],
    ['is nobody’s in particular where its link names none', '', undefined],
    ['is taken, and nobody’s, where its link names one who is paused', '~set_bob', undefined],
    ['is taken, and nobody’s, where its link names another publisher’s', '~set_cem', undefined],
    ['is taken, and nobody’s, where its link names nobody', '~set_none', undefined],
  ])('%s', async (_name, suffix, setterId) => {
    const own = await connected('calendly');
    await employ(own.world);
    await own.send(calendly('invitee.created', { name: 'a', reference: `${REFERENCE}${suffix}` }));
    await own.world.run();
    const [appointment] = await appointmentsOf(own.world);
    expect(appointment?.outcome.attribution).toMatchObject({ confidence: 'source', source: 'newsletter' });
    expect(appointment?.outcome.attribution.setterId).toBe(setterId);
  });
});

describe('a publisher that may bring nothing now', () => {
  it('brings no booking by an advertiser’s calendar, neither a first one nor one in the place of what came to nothing', async () => {
    const own = await connected('calendly');
    const publishers = dynamoPublishers(own.world.client, own.world.tables.catalog);
    const times = { start: '2026-03-03T15:00:00.000000Z', end: '2026-03-03T15:30:00.000000Z' };
    await own.send(calendly('invitee.created', { name: 'a', reference: REFERENCE, ...times }));
    await own.send(
      calendly('invitee.canceled', { name: 'a', reference: REFERENCE, ...times }, '2026-03-02T16:00:00.000000Z'),
    );
    await own.world.until(Date.UTC(2026, 2, 5));
    const later = { start: '2026-03-09T15:00:00.000000Z', end: '2026-03-09T15:30:00.000000Z' };
    await publishers.change('pub_blog', { state: 'paused' });
    own.world.clock.set(Date.UTC(2026, 2, 5, 1));
    await own.send(
      calendly(
        'invitee.created',
        { name: 'b', old: 'a', reference: REFERENCE, ...later },
        '2026-03-05T01:00:00.000000Z',
      ),
    );
    await own.send(
      calendly('invitee.created', { name: 'c', reference: REFERENCE, ...later }, '2026-03-05T01:00:00.000000Z'),
    );
    await own.world.run();
    expect((await appointmentsOf(own.world)).map(({ outcome }) => outcome.state)).toEqual(['rejected']);
    expect(own.world.counted.filter((each) => each === 'UnknownBooking')).toHaveLength(2);
  });
});
