import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../shared/kernel/time.ts';
import { EXPIRES } from '../../shared/platform/table-schema.ts';
import { callApi } from '../support/api-event.ts';
import {
  appointmentsOf,
  type CalBooking,
  type Connected,
  calBooking,
  calendly,
  calNoShow,
  connected,
  inviteeUri,
  patiently,
  REFERENCE,
  sendWebhook,
  signedAs,
} from './webhooks.ts';
import { NOW_MS } from './world.ts';

const START_MS = Date.UTC(2026, 2, 3, 15);
const LONG_AFTER_MS = START_MS + 12 * DAY_MS;

const booked = (booking: Partial<CalBooking> = {}) =>
  calBooking('BOOKING_CREATED', { uid: 'first', reference: REFERENCE, ...booking });
const moved = (uid: string, from: string, day = 5, createdAt = '2026-03-02T16:00:00.000Z') =>
  calBooking(
    'BOOKING_RESCHEDULED',
    { uid, rescheduleUid: from, startTime: `2026-03-0${day}T16:00:00Z`, endTime: `2026-03-0${day}T16:30:00Z` },
    createdAt,
  );

describe('connecting a calendar', () => {
  it('shows its address and secret once, and only the address after that', async () => {
    const { world, calendar } = await connected('cal.com');
    expect(calendar).toMatchObject({
      kind: 'cal.com',
      webhookUrl: `https://api.callbourse.example/calendars/${calendar.calendarId}/events`,
    });
    const listed = await callApi(world.calendars.list, { key: 'acme' });
    expect(listed.json.items).toMatchObject([{ calendarId: calendar.calendarId, name: 'Sales team' }]);
    expect(listed.text).not.toContain('secret');
    expect((await callApi(world.calendars.list, { key: 'rival' })).json.items).toEqual([]);
  });
});

describe.each(['cal.com', 'calendly'] as const)('a webhook of %s', (kind) => {
  const message = kind === 'cal.com' ? booked() : calendly('invitee.created', { name: 'a', reference: REFERENCE });

  it('opens an outcome for the publisher and offer that its reference names', async () => {
    const { world, send } = await connected(kind);
    expect(await send(message)).toBe(200);
    await world.run();
    const [appointment] = await appointmentsOf(world);
    expect(appointment?.outcome).toMatchObject({
      state: 'open',
      model: 'appointment',
      terms: { offerId: 'offer_1', publisherId: 'pub_blog' },
      attribution: { confidence: 'source', source: 'newsletter' },
      contactMasked: 'a…@example.com',
    });
    const shown = await world.get(appointment?.outcome.outcomeId ?? '');
    expect(shown.json).toMatchObject({ calendar: kind, answers: { budget: 50_000, authority: true }, state: 'booked' });
    expect((await world.change(shown.json.appointmentId, { action: 'cancel' })).json.detail).toContain(
      `stands in ${kind}`,
    );
  });

  it('is nobody’s where the offer is joined on request and the publisher was not let in', async () => {
    const { world, send } = await connected(kind, 'acme', { joining: 'on-request' });
    expect(await send(message)).toBe(200);
    await world.run();
    expect(await appointmentsOf(world)).toEqual([]);
    expect(world.counted).toEqual(['UnknownBooking']);
  });

  it('carries nobody’s name or address into the queue', async () => {
    const { world, send } = await connected(kind);
    await send(message);
    expect(JSON.stringify(world.queued)).not.toMatch(/byron|ada@/i);
  });

  it('is refused unsigned, with another secret, changed by a byte, and at another calendar’s address', async () => {
    const { world, calendar } = await connected(kind);
    const body = JSON.stringify(message);
    const right = signedAs[kind](calendar.signingSecret, body, world.clock.nowMs());
    expect(await sendWebhook(world, calendar, body, {})).toBe(403);
    expect(await sendWebhook(world, { ...calendar, signingSecret: 'guess' }, body)).toBe(403);
    expect(await sendWebhook(world, calendar, `${body} `, right)).toBe(403);
    expect(await sendWebhook(world, { ...calendar, calendarId: 'calendar_x' }, body, right)).toBe(403);
    expect(world.counted).toEqual(Array(4).fill('SignatureRefused'));
    expect(world.queued).toEqual([]);
  });

  it('is refused before it is parsed', async () => {
    const { world, calendar } = await connected(kind);
    expect(await sendWebhook(world, calendar, '{"broken', {})).toBe(403);
    expect(await sendWebhook(world, calendar, '{"broken')).toBe(400);
  });

  it('may be signed with the secret before the newest, and not with an older one', async () => {
    const { world, calendar, send } = await connected(kind);
    const renew = async (): Promise<Connected> =>
      (
        await callApi(world.calendars.renew, {
          method: 'PUT',
          key: 'acme',
          params: { calendarId: calendar.calendarId },
        })
      ).json;
    const second = await renew();
    world.clock.advance(60_000);
    expect(await send(message)).toBe(200);
    expect(await sendWebhook(world, second, message)).toBe(200);
    await renew();
    world.clock.advance(60_000);
    expect(await send(message)).toBe(403);
    expect(await sendWebhook(world, second, message)).toBe(200);
    const params = { calendarId: calendar.calendarId };
    expect((await callApi(world.calendars.renew, { method: 'PUT', key: 'rival', params })).status).toBe(404);
  });

  it('that tells of something else is answered, and nothing comes of it', async () => {
    const { world, send } = await connected(kind);
    const other =
      kind === 'cal.com'
        ? calBooking('MEETING_ENDED', { uid: 'x' })
        : calendly('routing_form_submission.created', { name: 'x' });
    expect(await send(other)).toBe(200);
    expect(world.queued).toEqual([]);
  });

  it('that lacks what it must have names the field', async () => {
    const { calendar, world } = await connected(kind);
    expect(await sendWebhook(world, calendar, { ...message, payload: {} })).toBe(400);
  });

  it('about a meeting in the past is refused', async () => {
    const { send } = await connected(kind);
    const past =
      kind === 'cal.com'
        ? booked({ startTime: '2026-03-01T15:00:00Z', endTime: '2026-03-01T15:30:00Z' })
        : calendly('invitee.created', { name: 'a', start: '2026-03-01T15:00:00.000000Z', reference: REFERENCE });
    expect(await send(past)).toBe(400);
  });
});

describe('Calendly’s time', () => {
  it('is refused when it is five minutes old: somebody’s copy', async () => {
    const { world, calendar } = await connected('calendly');
    const body = JSON.stringify(calendly('invitee.created', { name: 'a', reference: REFERENCE }));
    const old = signedAs.calendly(calendar.signingSecret, body, NOW_MS - 301_000);
    expect(await sendWebhook(world, calendar, body, old)).toBe(403);
  });
});

describe('a booking that is nobody’s', () => {
  it.each([
    ['without a reference', undefined],
    ['with a broken one', 'hello'],
    ['of a publisher we do not know', 'tag_9~offer_1~x'],
    ['of an offer we do not know', 'tag_1~offer_9~x'],
  ])('%s opens nothing, and is counted', async (_what, reference) => {
    const { world, send } = await connected('cal.com');
    await send(booked({ reference }));
    await world.run();
    expect(await appointmentsOf(world)).toEqual([]);
    expect(world.counted).toEqual(['UnknownBooking']);
  });

  it('of another advertiser’s calendar opens nothing', async () => {
    const { world, send } = await connected('cal.com', 'rival');
    await send(booked());
    await world.run();
    expect(world.counted).toEqual(['UnknownBooking']);
  });

  it('that is cancelled or marked is taken quietly, since its booking may only be late', async () => {
    const { world, send } = await connected('cal.com');
    expect(await send(calBooking('BOOKING_CANCELLED', { uid: 'never' }))).toBe(200);
    expect(await send(calNoShow('never', true, '2026-03-03T16:00:00Z'))).toBe(200);
    await world.run();
    expect([world.waiting, world.counted]).toEqual([[], []]);
    const { Items = [] } = await world.client.send(new ScanCommand({ TableName: world.tables.outcomes }));
    const monthLater = (NOW_MS + 30 * DAY_MS) / SECOND_MS;
    const strays = Items.filter(({ pk }) => pk.startsWith('BOOKING#'));
    expect(strays.map((item) => item[EXPIRES])).toEqual([monthLater, monthLater]);
  });
});

describe('what comes before its booking', () => {
  it('is kept for it: a cancellation', async () => {
    const { world, send } = await connected('cal.com');
    await send(calBooking('BOOKING_CANCELLED', { uid: 'first' }, '2026-03-02T16:00:00.000Z'));
    await world.run();
    await send(booked());
    await world.run();
    const [appointment] = await appointmentsOf(world);
    expect((await world.get(appointment?.outcome.outcomeId ?? '')).json.state).toBe('cancelled');
  });

  it('is kept for it: a reschedule, and the one after that', async () => {
    const { world, send } = await connected('cal.com');
    await send(moved('third', 'second', 6, '2026-03-02T17:00:00.000Z'));
    await send(moved('second', 'first'));
    await world.run();
    await send(booked());
    await world.run();
    const all = await appointmentsOf(world);
    expect(all).toHaveLength(1);
    const shown = await world.get(all[0]?.outcome.outcomeId ?? '');
    expect(shown.json).toMatchObject({ moves: 2, startsAt: '2026-03-06T16:00:00.000Z' });
    await patiently(world);
    expect(await appointmentsOf(world)).toHaveLength(1);
    expect(world.waiting).toEqual([]);
  });

  it('opens by itself when the one before never comes, and takes that one in when it comes after all', async () => {
    const { world, send } = await connected('calendly');
    const second = calendly('invitee.created', { name: 'b', old: 'a', reference: REFERENCE });
    await send(second);
    await patiently(world);
    expect(await appointmentsOf(world)).toHaveLength(1);
    await send(calendly('invitee.created', { name: 'a', reference: REFERENCE }, '2026-03-02T14:00:00.000000Z'));
    await patiently(world);
    const all = await appointmentsOf(world);
    expect(all).toHaveLength(1);
    expect((await world.get(all[0]?.outcome.outcomeId ?? '')).json.moves).toBe(1);
  });

  it('comes to nothing when nobody knows whose it is', async () => {
    const { world, send } = await connected('cal.com');
    await send(moved('second', 'first'));
    await patiently(world);
    expect([await appointmentsOf(world), world.counted]).toEqual([[], ['UnknownBooking']]);
  });
});

describe('a no-show mark', () => {
  it('that comes late counts until the window ends, with the attempts that were told', async () => {
    const { world, send } = await connected('cal.com');
    await send(booked());
    await world.run();
    const [appointment] = await appointmentsOf(world);
    const appointmentId = appointment?.outcome.outcomeId ?? '';
    world.clock.set(START_MS + 30 * HOUR_MS);
    const attempts = ['2026-03-03T15:10:00Z', '2026-03-03T15:20:00Z'];
    await world.attend(appointmentId, { said: 'no-show', attempts });
    await send(calNoShow('first', true, '2026-03-04T20:00:00.000Z'));
    await world.run();
    await world.until(LONG_AFTER_MS);
    expect((await world.outcomes.get(appointmentId))?.verdict?.marks.seen).toEqual(['no-show']);
  });

  it('after the verdict is kept beside it, counted, and shown', async () => {
    const { world, send } = await connected('calendly');
    await send(calendly('invitee.created', { name: 'a', reference: REFERENCE }));
    await world.run();
    await world.until(LONG_AFTER_MS);
    expect(world.booked).toHaveLength(1);
    const late = calendly('invitee_no_show.created', { name: 'a', noShowAt: '2026-03-15T10:00:00.000000Z' });
    await send(late);
    await send(late);
    await world.run();
    expect(world.counted).toEqual(['LateEvent']);
    const [appointment] = await appointmentsOf(world);
    const shown = await world.get(appointment?.outcome.outcomeId ?? '');
    expect(shown.json).toMatchObject({ verdict: 'qualified', late: [{ side: 'advertiser', said: 'no-show' }] });
  });

  it('that is set before the meeting begins says nothing', async () => {
    const { world, send } = await connected('cal.com');
    await send(booked());
    await send(calNoShow('first', true, '2026-03-03T14:00:00.000Z'));
    await world.until(LONG_AFTER_MS);
    expect(world.booked).toHaveLength(1);
  });
});

describe('a reschedule after the verdict', () => {
  it('of a meeting that came to nothing is another outcome, and billed once', async () => {
    const { world, send } = await connected('cal.com');
    await send(booked());
    await send(calBooking('BOOKING_CANCELLED', { uid: 'first' }, '2026-03-02T15:30:00.000Z'));
    await world.until(NOW_MS + 2 * DAY_MS);
    await send(moved('second', 'first', 6, '2026-03-04T15:30:00.000Z'));
    await world.run();
    await world.until(LONG_AFTER_MS);
    expect((await appointmentsOf(world)).map(({ outcome }) => outcome.state).sort()).toEqual(['qualified', 'rejected']);
    expect(world.booked).toHaveLength(1);
  });

  it('of one that was billed is the same outcome, and not billed again', async () => {
    const { world, send } = await connected('cal.com');
    await send(booked());
    await world.until(START_MS + 4 * DAY_MS);
    await send(moved('second', 'first', 9, '2026-03-07T15:30:00.000Z'));
    await send(calNoShow('second', true, '2026-03-09T18:00:00.000Z'));
    await world.until(LONG_AFTER_MS);
    expect(await appointmentsOf(world)).toHaveLength(1);
    expect(world.booked).toHaveLength(1);
  });
});

it('names an invitee by an address that is longer than our ids', () => {
  expect(inviteeUri('a').length).toBeGreaterThan(80);
});
