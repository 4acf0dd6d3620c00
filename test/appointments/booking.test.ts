import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoPublishers } from '../../shared/catalog/dynamo-publishers.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { appointmentWorld, booking, HOURS, NOW_MS, openWorld, PUBLIC_URL, TUESDAY } from './world.ts';

describe('the hours of an offer', () => {
  it('are set by its advertiser, and shown to nobody else', async () => {
    const world = await openWorld();
    const shown = await world.setHours({ ...HOURS, capacity: 3 });
    expect(shown).toMatchObject({ status: 200, json: { capacity: 3, horizonDays: 30 } });
    expect((await world.setHours(HOURS, 'rival')).status).toBe(404);
  });

  it('keep their zone', async () => {
    const world = await openWorld();
    const moved = await world.setHours({ ...HOURS, hours: { ...HOURS.hours, zone: 'Europe/Berlin' } });
    expect(moved).toMatchObject({ status: 409 });
  });

  it('are refused in a zone that does not exist, and for an offer of calls', async () => {
    const world = await openWorld();
    const nowhere = await world.setHours({ ...HOURS, hours: { ...HOURS.hours, zone: 'America/Springfield' } });
    expect(nowhere.json.errors).toMatchObject([{ field: 'body.hours.zone' }]);
    const calls = await appointmentWorld({ model: 'call' });
    expect((await calls.setHours(HOURS)).status).toBe(409);
  });

  it('are published in the clock of whoever asks', async () => {
    const world = await openWorld();
    const slots = await world.slots({ from: '2026-03-03', days: '1', zone: 'Europe/Berlin' });
    expect(slots.json.items).toHaveLength(16);
    expect(slots.json.items[0]).toEqual({
      startsAt: '2026-03-03T16:00:00+01:00',
      endsAt: '2026-03-03T16:30:00+01:00',
      room: 1,
    });
    expect((await world.slots({ zone: 'Mars/Base' })).json.errors).toMatchObject([{ field: 'query.zone' }]);
    expect((await world.slots({ from: '9999-12-20' })).json.errors).toMatchObject([{ field: 'query.from' }]);
    expect((await world.slots({ from: '2199-12-20' })).json.items).toEqual([]);
  });
});

describe('booking a slot', () => {
  it('opens an outcome under the terms of the moment, and takes the slot', async () => {
    const world = await openWorld();
    const booked = await world.book();
    expect(booked).toMatchObject({
      status: 201,
      json: {
        startsAt: '2026-03-03T09:00:00-06:00',
        endsAt: '2026-03-03T09:30:00-06:00',
        joinUrl: 'https://meet.example/acme',
      },
    });
    expect(booked.json.manageUrl.startsWith(`${PUBLIC_URL}/bookings/`)).toBe(true);
    const slots = await world.slots({ from: '2026-03-03', days: '1' });
    expect(slots.json.items[0].startsAt).toBe('2026-03-03T09:30:00-06:00');
    const stored = await world.appointments.find(booked.json.appointmentId);
    expect(stored?.outcome).toMatchObject({
      model: 'appointment',
      state: 'open',
      advertiserId: 'adv_acme',
      terms: { offerId: 'offer_1', offerVersion: 1, publisherId: 'pub_blog', dealVersion: 0 },
      attribution: { confidence: 'source', source: 'setter' },
      contactMasked: 'A…@Example.com',
    });
  });

  it('shows each side what is its own', async () => {
    const world = await openWorld();
    const { appointmentId } = (await world.book({ evidence: { budget: 'said so on the phone' } })).json;
    const buyer = await world.get(appointmentId);
    expect(buyer.json).toMatchObject({
      state: 'booked',
      moves: 0,
      startsAt: '2026-03-03T15:00:00.000Z',
      attendee: { name: 'Ada Byron', email: 'Ada@Example.com' },
      answers: { budget: 50_000, authority: true },
      evidence: { budget: 'said so on the phone' },
      attendance: { until: '2026-03-05T15:30:00.000Z', rules: { noShowAttempts: 2 } },
      settlesAt: '2026-03-05T15:30:00.000Z',
    });
    const seller = await world.get(appointmentId, 'blog');
    expect(seller.json.attendee).toBeUndefined();
    expect(seller.json.attendeeMasked).toBe('A…@Example.com');
    expect((await world.get(appointmentId, 'other')).status).toBe(404);
  });

  it('keeps the attendee under seal', async () => {
    const world = await openWorld();
    await world.book();
    const { Items } = await world.client.send(new ScanCommand({ TableName: world.tables.outcomes }));
    expect(JSON.stringify(Items)).not.toMatch(/byron|ada@/i);
  });

  it('belongs to the visit whose token the page presents', async () => {
    const world = await openWorld();
    const token = await world.visit('visit_7');
    const booked = await world.page({ ...booking(), requestId: 'r1', token });
    expect(booked.status).toBe(200);
    const stored = await world.appointments.find(booked.json.appointmentId);
    expect(stored?.outcome.attribution).toMatchObject({ confidence: 'exact', visit: { visitId: 'visit_7' } });
    const again = await world.page({ ...booking(), requestId: 'r1', token });
    expect(again.json.appointmentId).toBe(booked.json.appointmentId);
  });

  it('is refused from a page that the publisher has not listed, and with a forged token', async () => {
    const world = await openWorld();
    expect((await world.page({ ...booking(), requestId: 'r1' }, 'https://evil.example')).status).toBe(403);
    expect((await world.page({ ...booking(), requestId: 'r1', token: 'x.y.z' })).status).toBe(403);
  });

  it.each([
    ['in the past', { startsAt: '2026-03-02T08:00' }, 'body.startsAt', 'is in the past'],
    ['too soon', { startsAt: '2026-03-02T09:30' }, 'body.startsAt', 'is sooner than 60 minutes'],
    ['too late', { startsAt: '2026-05-05T09:00' }, 'body.startsAt', 'is later than 30 days'],
    ['between slots', { startsAt: '2026-03-03T09:10' }, 'body.startsAt', 'is no slot of this offer'],
    ['at night', { startsAt: '2026-03-03T03:00' }, 'body.startsAt', 'is no slot of this offer'],
    ['that the clock skips', { startsAt: '2026-03-08T02:30' }, 'body.startsAt', 'daylight saving skips'],
    ['in no zone', { zone: 'America/Springfield' }, 'body.zone', 'is not an IANA time zone'],
    ['of no person', { attendee: { name: 'Ada', email: 'ada' } }, 'body.attendee.email', ''],
    ['already attended', { answers: { attendance: 'held' } }, 'body.answers', 'attendance is told by who came'],
  ])('is refused for a meeting %s', async (_what, over, field, why) => {
    const world = await openWorld();
    const refused = await world.book(over);
    expect(refused.status).toBe(400);
    expect(refused.json.errors).toMatchObject([{ field, message: expect.stringContaining(why) }]);
  });

  it('is refused while the publisher is paused', async () => {
    const world = await openWorld();
    await dynamoPublishers(world.client, world.tables.catalog).change('pub_blog', { state: 'paused' });
    expect((await world.book()).status).toBe(403);
  });

  it('is refused for an offer on request that the publisher was not let into', async () => {
    const world = await openWorld({ joining: 'on-request' });
    const refused = await world.book();
    expect([refused.status, refused.json.detail]).toEqual([403, expect.stringContaining('joined on request')]);
  });

  it('is refused for an offer that is paused, or has no hours', async () => {
    const world = await openWorld({ state: 'paused' });
    expect((await world.book()).status).toBe(404);
    const closed = await appointmentWorld();
    expect((await closed.book()).status).toBe(404);
  });

  it('costs no more than twelve write units: five items in a transaction, a contact and a notice', async () => {
    const world = await openWorld();
    await world.book({ startsAt: '2026-03-04T09:00' });
    world.units.reset();
    await world.book();
    expect(world.units.units.write).toBeLessThanOrEqual(12);
  });
});

describe('many who want the same', () => {
  it('get one slot once each place, whoever is first', async () => {
    const world = await openWorld();
    await world.setHours({ ...HOURS, capacity: 3 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        world.book({ attendee: { name: `Person ${index}`, email: `p${index}@example.com` } }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 409)).toHaveLength(97);
    const day = (await world.deps.diary.days('offer_1', '2026-03-03', '2026-03-03')).get('2026-03-03');
    expect(Object.keys(day ?? {})).toHaveLength(3);
  });

  it('get every slot of a day, when there is one for each', async () => {
    const world = await openWorld();
    const free = (await world.slots({ from: '2026-03-04', days: '1' })).json.items as { startsAt: string }[];
    const answers = await Promise.all(free.map(({ startsAt }) => world.book({ startsAt })));
    expect(answers.map(({ status }) => status)).toEqual(free.map(() => 201));
    expect((await world.slots({ from: '2026-03-04', days: '1' })).json.items).toEqual([]);
  });

  it('book once under one request, however often it is sent', async () => {
    const world = await openWorld();
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.page({ ...booking(), requestId: 'same' })));
    expect(new Set(answers.map(({ json }) => json.appointmentId)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });
});

describe('what the clock changes', () => {
  it('opens a slot again only by time, never by another day of the same name', async () => {
    const world = await openWorld();
    await world.book();
    world.clock.set(NOW_MS + 7 * DAY_MS);
    expect((await world.book({ startsAt: TUESDAY })).status).toBe(400);
    // A week later the clock has changed: nine is an hour earlier.
    expect((await world.book({ startsAt: '2026-03-10T09:00' })).json.startsAt).toBe('2026-03-10T09:00:00-05:00');
  });
});
