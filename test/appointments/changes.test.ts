import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { callApi } from '../support/api-event.ts';
import { NOW_MS, openWorld, TUESDAY } from './world.ts';

const START_MS = Date.UTC(2026, 2, 3, 15);
const THURSDAY = '2026-03-05T10:00';

async function meeting() {
  const world = await openWorld();
  const booked = (await world.book()).json as { appointmentId: string; manageUrl: string };
  const token = booked.manageUrl.split('/').at(-1) ?? '';
  return { world, token, ...booked };
}

const eventOf = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = calendar.getFirstSubcomponent('vevent');
  const value = (name: string): string => String(event?.getFirstPropertyValue(name) ?? '');
  return { method: calendar.getFirstPropertyValue('method'), value };
};

describe('a meeting that is moved', () => {
  it('is the same outcome, in another slot, and the old one is free again', async () => {
    const { world, appointmentId } = await meeting();
    const moved = await world.change(appointmentId, { action: 'reschedule', startsAt: THURSDAY });
    expect(moved.json).toMatchObject({
      appointmentId,
      state: 'booked',
      moves: 1,
      startsAt: '2026-03-05T16:00:00.000Z',
    });
    const tuesday = (await world.slots({ from: '2026-03-03', days: '1' })).json.items;
    expect(tuesday[0].startsAt).toBe('2026-03-03T09:00:00-06:00');
    const thursday = (await world.slots({ from: '2026-03-05', days: '1' })).json.items;
    expect(thursday.map((slot: { startsAt: string }) => slot.startsAt)).not.toContain('2026-03-05T10:00:00-06:00');
  });

  it('can be moved within its day, back and forth, and is billed once', async () => {
    const { world, appointmentId } = await meeting();
    for (const startsAt of ['2026-03-03T11:00', TUESDAY, '2026-03-03T13:30', '2026-03-03T13:30']) {
      expect((await world.change(appointmentId, { action: 'reschedule', startsAt })).status).toBe(200);
    }
    expect((await world.get(appointmentId)).json).toMatchObject({ moves: 3, startsAt: '2026-03-03T19:30:00.000Z' });
    await world.until(START_MS + 4 * DAY_MS);
    await world.until(START_MS + 9 * DAY_MS);
    expect(world.booked).toHaveLength(1);
  });

  it('is refused into a slot that is taken, into the past and into what the clock skips', async () => {
    const { world, appointmentId } = await meeting();
    await world.book({ startsAt: THURSDAY });
    const move = (startsAt: string) => world.change(appointmentId, { action: 'reschedule', startsAt });
    expect((await move(THURSDAY)).status).toBe(409);
    expect((await move('2026-03-01T09:00')).status).toBe(400);
    expect((await move('2026-03-08T02:30')).json.errors).toMatchObject([{ field: 'body.startsAt' }]);
    expect((await world.get(appointmentId)).json).toMatchObject({ moves: 0, state: 'booked' });
  });

  it('after a no-show has another chance, until it is judged', async () => {
    const { world, appointmentId } = await meeting();
    world.clock.set(START_MS + HOUR_MS);
    expect((await world.change(appointmentId, { action: 'reschedule', startsAt: THURSDAY })).status).toBe(200);
    await world.until(START_MS + 9 * DAY_MS);
    expect((await world.change(appointmentId, { action: 'reschedule', startsAt: '2026-03-13T09:00' })).status).toBe(
      409,
    );
  });
});

describe('a meeting that is called off', () => {
  it('frees its slot at once, and is rejected a day later', async () => {
    const { world, appointmentId } = await meeting();
    expect((await world.change(appointmentId, { action: 'cancel' })).json).toMatchObject({ state: 'cancelled' });
    expect((await world.slots({ from: '2026-03-03', days: '1' })).json.items).toHaveLength(16);
    await world.until(NOW_MS + DAY_MS - MINUTE_MS);
    expect((await world.outcomes.get(appointmentId))?.state).toBe('open');
    await world.until(NOW_MS + DAY_MS);
    expect((await world.outcomes.get(appointmentId))?.verdict?.marks.seen).toEqual(['cancelled']);
  });

  it('can be booked anew within the day, and not confirmed', async () => {
    const { world, appointmentId } = await meeting();
    await world.change(appointmentId, { action: 'cancel' });
    expect((await world.change(appointmentId, { action: 'confirm' })).status).toBe(409);
    const again = await world.change(appointmentId, { action: 'reschedule', startsAt: THURSDAY });
    expect(again.json).toMatchObject({ state: 'booked', moves: 1 });
  });

  it('is refused once it has begun', async () => {
    const { world, appointmentId } = await meeting();
    world.clock.set(START_MS);
    expect((await world.change(appointmentId, { action: 'cancel' }, 'acme')).json.detail).toContain('say who came');
  });
});

describe('the invitation', () => {
  it('keeps its UID and raises SEQUENCE with each move, and cancels at last', async () => {
    const { world, appointmentId } = await meeting();
    const first = eventOf((await world.invitation(appointmentId)).text);
    expect(first.method).toBe('REQUEST');
    expect(first.value('sequence')).toBe('0');
    expect(first.value('dtstart')).toBe('2026-03-03T15:00:00Z');
    expect(first.value('attendee')).toBe('mailto:Ada@Example.com');
    await world.change(appointmentId, { action: 'reschedule', startsAt: THURSDAY });
    const second = eventOf((await world.invitation(appointmentId)).text);
    expect(second.value('uid')).toBe(first.value('uid'));
    expect([second.value('sequence'), second.value('dtstart')]).toEqual(['1', '2026-03-05T16:00:00Z']);
    await world.change(appointmentId, { action: 'cancel' });
    const third = eventOf((await world.invitation(appointmentId)).text);
    expect([third.method, third.value('status'), third.value('sequence')]).toEqual(['CANCEL', 'CANCELLED', '2']);
  });

  it('is folded to 75 octets a line, ends lines as RFC 5545 does, and escapes what people write', async () => {
    const world = await openWorld({
      name: 'Roof; gutters, and more\\less — für alle im Haus und noch viel mehr als in eine Zeile passt',
    });
    const { appointmentId } = (await world.book()).json;
    const { text } = await world.invitation(appointmentId);
    const lines = text.split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text.replaceAll('\r\n ', '')).toContain('SUMMARY:Roof\\; gutters\\, and more\\\\less — für alle');
  });

  it('is the attendee’s by the link, and not the publisher’s', async () => {
    const { world, appointmentId, token } = await meeting();
    const own = await callApi(world.handlers.openInvitation, { params: { token } });
    expect(own.headers).toMatchObject({ 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store' });
    expect(eventOf(own.text).value('uid')).toBe(`${appointmentId}@callbourse`);
    expect((await world.invitation(appointmentId, 'blog')).status).toBe(403);
  });
});

describe('the attendee, by the link', () => {
  it('sees the meeting in its own clock, confirms, moves and calls off', async () => {
    const { world, token } = await meeting();
    const open = () => callApi(world.handlers.openBooking, { params: { token } });
    const change = (body: object) => callApi(world.handlers.changeBooking, { method: 'POST', params: { token }, body });
    expect((await open()).json).toMatchObject({ title: 'Roof inspection', startsAt: '2026-03-03T09:00:00-06:00' });
    expect((await change({ action: 'confirm' })).json.state).toBe('confirmed');
    expect((await change({ action: 'reschedule', startsAt: THURSDAY })).json.startsAt).toBe(
      '2026-03-05T10:00:00-06:00',
    );
    expect((await change({ action: 'cancel' })).json.state).toBe('cancelled');
    expect((await change({ action: 'explode' })).status).toBe(400);
  });

  it('is refused with a link that was not made here, or is over', async () => {
    const { world, token } = await meeting();
    const open = (given: string) => callApi(world.handlers.openBooking, { params: { token: given } });
    expect((await open('nonsense')).status).toBe(403);
    expect((await open(await world.visit('visit_1'))).status).toBe(403);
    world.clock.set(NOW_MS + 200 * DAY_MS);
    expect((await open(token)).status).toBe(403);
  });
});

describe('a reply of the attendee’s calendar', () => {
  const reply = (appointmentId: string, partstat: string, sequence = 0): string =>
    [
      'BEGIN:VCALENDAR',
      'PRODID:-//Google Inc//Google Calendar 70.9054//EN',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'METHOD:REPLY',
      'BEGIN:VEVENT',
      'DTSTART:20260303T150000Z',
      'DTEND:20260303T153000Z',
      'DTSTAMP:20260302T160000Z',
      'ORGANIZER;CN=Roof inspection:mailto:appointments@api.callbourse.example',
      `UID:${appointmentId}@callbourse`,
      `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${partstat};CN=Ada;X-NUM-GUESTS=0:mailto:ada@example.com`,
      `SEQUENCE:${sequence}`,
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
  const send = (world: Awaited<ReturnType<typeof openWorld>>, body: string, key = 'operator') =>
    callApi(world.handlers.reply, { method: 'POST', key, body, headers: { 'content-type': 'text/calendar' } });

  it.each([
    ['ACCEPTED', 'confirmed', 'confirmed'],
    ['DECLINED', 'cancelled', 'cancelled'],
    ['TENTATIVE', 'none', 'booked'],
  ])('that %s makes it %s', async (partstat, effect, state) => {
    const { world, appointmentId } = await meeting();
    expect((await send(world, reply(appointmentId, partstat))).json).toEqual({ appointmentId, effect });
    expect((await world.get(appointmentId)).json.state).toBe(state);
  });

  it('to an older version changes nothing', async () => {
    const { world, appointmentId } = await meeting();
    await world.change(appointmentId, { action: 'reschedule', startsAt: THURSDAY });
    expect((await send(world, reply(appointmentId, 'DECLINED', 0))).json.effect).toBe('none');
    expect((await send(world, reply(appointmentId, 'DECLINED', 1))).json.effect).toBe('cancelled');
  });

  it.each([
    ['is no calendar', 'hello'],
    ['is an invitation', reply('appointment_1', 'ACCEPTED').replace('METHOD:REPLY', 'METHOD:REQUEST')],
    ['is about somebody else’s meeting', reply('x', 'ACCEPTED').replace('@callbourse', '@google.com')],
  ])('that %s is refused', async (_what, body) => {
    const { world } = await meeting();
    expect((await send(world, body)).status).toBe(400);
  });

  it('to a meeting that is not there is refused, and nobody but the operator hands it on', async () => {
    const { world } = await meeting();
    expect((await send(world, reply('appointment_none', 'ACCEPTED'))).status).toBe(404);
    expect((await send(world, reply('appointment_none', 'ACCEPTED'), 'blog')).status).toBe(403);
  });
});

describe('notices for the sender', () => {
  it('tell of the booking, of both reminders, of moves and of the end, each once', async () => {
    const world = await openWorld();
    const { appointmentId } = (await world.book({ startsAt: THURSDAY })).json;
    await world.change(appointmentId, { action: 'reschedule', startsAt: '2026-03-05T11:00' });
    await world.until(Date.UTC(2026, 2, 4, 17, 2));
    await world.until(Date.UTC(2026, 2, 5, 16, 1));
    await world.run();
    const days = ['2026-03-02', '2026-03-04', '2026-03-05'];
    const notices = (await Promise.all(days.map((day) => world.notices(day)))).flat();
    expect(notices.map(({ kind, at }) => [kind, at])).toEqual([
      ['booked', '2026-03-02T15:00:00.000Z'],
      ['moved', '2026-03-02T15:00:00.000Z'],
      ['reminder', '2026-03-04T17:00:00.000Z'],
      ['reminder', '2026-03-05T16:00:00.000Z'],
    ]);
  });

  it('remind of nothing that was called off', async () => {
    const { world, appointmentId } = await meeting();
    await world.change(appointmentId, { action: 'cancel' });
    await world.until(START_MS - 30 * MINUTE_MS);
    const kinds = [...(await world.notices('2026-03-02')), ...(await world.notices('2026-03-03'))].map(
      ({ kind }) => kind,
    );
    expect(kinds.sort()).toEqual(['booked', 'cancelled']);
  });
});
