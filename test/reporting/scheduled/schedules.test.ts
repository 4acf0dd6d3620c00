import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as createHandler } from '../../../functions/reporting/create-report-schedule/handler.ts';
import { sendHandler } from '../../../functions/reporting/send-reports/handler.ts';
import { DAY_MS, fromIso, HOUR_MS } from '../../../shared/kernel/time.ts';
import { dynamoIdempotency } from '../../../shared/platform/http/dynamo-idempotency.ts';
import { idempotency } from '../../../shared/platform/http/idempotency.ts';
import { PAGE_HEADERS } from '../../../shared/platform/http/page.ts';
import { signedLinks } from '../../../shared/platform/signed-links.ts';
import { type SendPorts, sendReports } from '../../../shared/reporting/scheduled/send-reports.ts';
import { callApi } from '../../support/api-event.ts';
import { draft, type ScheduleWorld, scheduleWorld } from './world.ts';

let world: ScheduleWorld;
beforeEach(async () => {
  world = await scheduleWorld();
});

const create = (key: string, over: object = {}) =>
  world.call('createReportSchedule', key, { method: 'POST', body: draft(over) });
const list = async (key: string) => (await world.call('listReportSchedules', key)).json.items;

/** Monday 2 March, ten in New York, as the world’s clock stands; the outcomes are of this day. */
const DAY = '2026-03-02';
const NEXT_MORNING_MS = fromIso('2026-03-03T12:05:00Z');

async function aDay(): Promise<void> {
  await world.qualify('call_1');
  await world.qualify('call_2', { attribution: { confidence: 'source', source: 'flyer' } });
  await world.tell(await world.items());
}

/** Ports that stop a run at one place, for the first schedule alone. */
function stopping({ files, teller, schedules }: SendPorts): Record<'files' | 'teller' | 'note', Partial<SendPorts>> {
  const unless = async (isFirst: boolean, work: () => Promise<void>): Promise<void> => {
    if (isFirst) throw new Error('stopped');
    await work();
  };
  const isFirst = ({ scheduleId }: { readonly scheduleId: string }): boolean => scheduleId === 'schedule_1';
  return {
    files: {
      files: { put: (key, ...rest) => unless(key.includes('/schedule_1/'), () => files.put(key, ...rest)) },
    },
    teller: { teller: { tell: (ready) => unless(isFirst(ready.schedule), () => teller.tell(ready)) } },
    note: {
      schedules: {
        all: schedules.all,
        noteMailed: schedules.noteMailed,
        noteSent: (schedule, from) => unless(isFirst(schedule), () => schedules.noteSent(schedule, from)),
      },
    },
  };
}

describe('a schedule', () => {
  it('is made, listed and removed by its owner', async () => {
    const { status, json } = await create('blog', { every: 'week', filter: { source: 'flyer' } });
    expect(status).toBe(201);
    expect(json).toEqual({
      ...{ scheduleId: 'schedule_1', name: 'Yesterday', every: 'week', zone: 'America/New_York', hour: 7 },
      ...{ groupBy: ['source'], filter: { source: 'flyer' }, recipients: [] },
      ...{ createdAt: '2026-03-02T15:00:00.000Z', nextAt: '2026-03-09T11:00:00.000Z' },
    });
    expect(await list('blog')).toEqual([json]);
    const removed = await world.call('removeReportSchedule', 'blog', { params: { scheduleId: 'schedule_1' } });
    expect(removed.status).toBe(204);
    expect(await list('blog')).toEqual([]);
  });

  it('of another is as if it were not there, and finance and operators share the network’s', async () => {
    await create('blog');
    await create('finance');
    for (const stranger of ['other', 'acme', 'operator']) {
      const params = { scheduleId: 'schedule_1' };
      const foreign = await world.call('removeReportSchedule', stranger, { params });
      const never = await world.call('removeReportSchedule', stranger, { params: { scheduleId: 'never_was' } });
      expect([foreign.status, foreign.text]).toEqual([404, never.text]);
    }
    expect(await list('other')).toEqual([]);
    expect(await list('blog')).toHaveLength(1);
    expect(await list('operator')).toMatchObject([{ scheduleId: 'schedule_2' }]);
    expect(
      (await world.call('removeReportSchedule', 'operator', { params: { scheduleId: 'schedule_2' } })).status,
    ).toBe(204);
    expect(await list('finance')).toEqual([]);
  });

  it('asks for nothing of another’s', async () => {
    for (const [key, filter] of [
      ['blog', { publisherId: 'pub_other' }],
      ['acme', { advertiserId: 'adv_rival' }],
    ] as const) {
      expect((await create(key, { filter })).status).toBe(404);
    }
    expect((await create('finance', { filter: { publisherId: 'pub_other' } })).status).toBe(201);
  });

  it.each([
    [{ zone: 'Mars/Olympus' }, 'body.zone'],
    [{ zone: '' }, 'body.zone'],
    [{ hour: 24 }, 'body.hour'],
    [{ hour: 6.5 }, 'body.hour'],
    [{ every: 'month' }, 'body.every'],
    [{ name: '   ' }, 'body.name'],
    [{ name: 'x'.repeat(81) }, 'body.name'],
    [{ groupBy: [] }, 'body.groupBy'],
    [{ groupBy: ['day', 'day'] }, 'body.groupBy'],
    [{ groupBy: ['day', 'hour', 'offer', 'source'] }, 'body.groupBy'],
    [{ groupBy: ['password'] }, 'body.groupBy.0'],
    [{ filter: { nonsense: 'x' } }, 'body.filter.nonsense'],
    [{ nonsense: 1 }, 'body.nonsense'],
  ])('is refused with %j, by the name of %s', async (over, field) => {
    const { status, json } = await create('blog', over);
    expect([status, json.errors?.[0]?.field]).toEqual([400, field]);
  });

  it.each([
    ['acme', { groupBy: ['day', 'setter'] }, 'body.groupBy'],
    ['acme', { groupBy: ['campaign'] }, 'body.groupBy'],
    ['acme', { filter: { setterId: 'set_ann' } }, 'body.filter.setterId'],
    ['acme', { filter: { term: 'roof' } }, 'body.filter.term'],
    ['blog', { groupBy: ['target'] }, 'body.groupBy'],
    ['blog', { filter: { targetId: 'target_1' } }, 'body.filter.targetId'],
  ])('shows %s nothing that is the other side’s business: %j', async (key, over, field) => {
    const { status, json } = await create(key, over);
    expect([status, json.errors[0].field]).toEqual([400, field]);
  });

  it('is for keys that may read reports alone', async () => {
    expect((await create('scopeless')).status).toBe(403);
    expect((await create('ann')).status).toBe(403);
    const authenticate = async () => ({
      ...{ keyId: 'k', role: 'publisher' as const, subjectId: 'pub_blog', scopes: ['webhooks:write' as const] },
    });
    const { status, json } = await callApi(createHandler({ ...world.deps, authenticate }), {
      ...{ key: 'k', method: 'POST', body: draft() },
    });
    expect([status, json.detail]).toEqual([403, 'this needs the scope outcomes:read']);
  });

  it('is one of at most twenty', async () => {
    for (let made = 0; made < 20; made += 1) expect((await create('blog')).status).toBe(201);
    const { status, json } = await create('blog');
    expect([status, json.detail]).toEqual([409, 'there are at most 20 schedules: remove one first']);
    expect((await create('other')).status).toBe(201);
  });

  it('is one of at most twenty however many are made at once, and one that is removed makes room', async () => {
    for (let made = 0; made < 17; made += 1) await create('blog');
    const race = async (times: number) =>
      (await Promise.all(Array.from({ length: times }, () => create('blog')))).map(({ status }) => status).sort();
    expect(await race(6)).toEqual([201, 201, 201, 409, 409, 409]);
    expect(await list('blog')).toHaveLength(20);
    const remove = () => world.call('removeReportSchedule', 'blog', { params: { scheduleId: 'schedule_1' } });
    expect((await Promise.all([remove(), remove()])).map(({ status }) => status).sort()).toEqual([204, 404]);
    expect(await race(2)).toEqual([201, 409]);
    expect(await list('blog')).toHaveLength(20);
  });

  it('that is asked for twice under one key is one, the twentieth too', async () => {
    for (let made = 0; made < 19; made += 1) await create('blog');
    const store = dynamoIdempotency(world.client, world.catalogName, world.clock);
    const handler = createHandler({ ...world.deps, idempotency: idempotency(store) });
    const request = { key: 'blog', method: 'POST', body: draft(), headers: { 'idempotency-key': 'twice' } };
    const first = await callApi(handler, request);
    const second = await callApi(handler, request);
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect(await list('blog')).toHaveLength(20);
  });
});

describe('a report that is due', () => {
  it('is told once by webhook, from the hour on that comes next', async () => {
    await aDay();
    await create('blog');
    await world.send();
    // What was over when it was made is not told of.
    expect(await world.told('pub_blog')).toEqual([]);
    world.clock.set(NEXT_MORNING_MS - HOUR_MS);
    await world.send();
    expect(await world.told('pub_blog')).toEqual([]);
    world.clock.set(NEXT_MORNING_MS);
    await world.send();
    await world.send();
    world.clock.advance(HOUR_MS);
    await world.send();
    const told = await world.told('pub_blog');
    expect(told).toMatchObject([
      {
        timestamp: '2026-03-03T12:00:00.000Z',
        data: {
          scheduleId: 'schedule_1',
          name: 'Yesterday',
          from: DAY,
          to: DAY,
          expiresAt: '2026-04-02T12:00:00.000Z',
        },
      },
    ]);
    expect(await list('blog')).toMatchObject([{ nextAt: '2026-03-04T12:00:00.000Z' }]);
    world.clock.advance(DAY_MS);
    await world.send();
    expect((await world.told('pub_blog')).map(({ data }) => data.from)).toEqual([DAY, '2026-03-03']);
    for (const stranger of ['adv_acme', 'network']) expect(await world.told(stranger)).toEqual([]);
  });

  it.each(['files', 'teller', 'note'] as const)(
    'is told once though a run stops at its %s, and holds up no other',
    async (where) => {
      await create('blog');
      await create('acme', { groupBy: ['day'] });
      world.clock.set(NEXT_MORNING_MS);
      const result = await sendReports({ ...world.deps, ...stopping(world.deps)[where] });
      expect(result).toMatchObject({ sent: 1, failed: [{ scheduleId: 'schedule_1', error: 'Error' }] });
      expect(await world.told('adv_acme')).toHaveLength(1);
      const before = await world.told('pub_blog');
      expect(before).toHaveLength(where === 'note' ? 1 : 0);
      world.clock.advance(HOUR_MS);
      await world.send();
      const after = await world.told('pub_blog');
      expect(after).toHaveLength(1);
      // Told again, it is the same to the letter.
      if (where === 'note') expect(after).toEqual(before);
      expect(await world.told('adv_acme')).toHaveLength(1);
    },
  );

  it('makes the function fail where it was not sent, after all others were', async () => {
    await create('blog');
    world.clock.set(NEXT_MORNING_MS);
    const broken = { ...world.deps, files: { put: () => Promise.reject(new Error('no room')) } };
    await expect(sendHandler(broken)()).rejects.toThrow('1 scheduled reports were not sent');
  });

  it('is not told of once it was removed, in the middle of a run either', async () => {
    await create('blog');
    const [schedule] = await world.deps.schedules.ofOwner({ kind: 'publisher', id: 'pub_blog' });
    await world.call('removeReportSchedule', 'blog', { params: { scheduleId: 'schedule_1' } });
    if (schedule) await world.deps.schedules.noteSent(schedule, DAY);
    expect(await list('blog')).toEqual([]);
    world.clock.set(NEXT_MORNING_MS);
    await world.send();
    expect(await world.told('pub_blog')).toEqual([]);
  });
});

describe('a link', () => {
  const links = async () => {
    await aDay();
    await create('blog');
    world.clock.set(NEXT_MORNING_MS);
    await world.send();
    return (await world.told('pub_blog'))[0]?.data ?? {};
  };

  it('opens its letter as HTML and as text, where nothing may run or load', async () => {
    const { htmlUrl, textUrl } = await links();
    const html = await world.open(htmlUrl);
    expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(html.headers).toMatchObject({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    const text = await world.open(textUrl);
    expect([text.status, text.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text.text).toContain('flyer: visits 0, outcomes 1, qualified 1, earned $30.00');
  });

  it('ends after thirty days', async () => {
    const { htmlUrl } = await links();
    world.clock.set(fromIso('2026-04-02T12:00:00Z') - 1_000);
    expect((await world.open(htmlUrl)).status).toBe(200);
    world.clock.advance(1_000);
    expect((await world.open(htmlUrl)).status).toBe(404);
  });

  it('that is forged, of another kind or for a file that is not there is a 404, all in the same words', async () => {
    const { htmlUrl = '' } = await links();
    const [head, , signature] = htmlUrl.slice(htmlUrl.lastIndexOf('/') + 1).split('.');
    const other = Buffer.from(JSON.stringify({ aud: 'report', sub: 'payouts/run_1.csv', exp: 9_999_999_999 }));
    const untilMs = NEXT_MORNING_MS + DAY_MS;
    const key = 'scheduled-reports/schedule_1/2026-03-02.html';
    const forged = [
      `${head}.${other.toString('base64url')}.${signature}`,
      await signedLinks(async () => ['guess'], 'report').sign(key, untilMs),
      await signedLinks(async () => ['link-secret'], 'booking').sign(key, untilMs),
      await signedLinks(async () => ['link-secret'], 'report').sign('scheduled-reports/none/2026-03-02.html', untilMs),
      ...['x', '..', 'x'.repeat(1_001), ''],
    ];
    const bodies = new Set<string>();
    for (const link of forged) {
      const answer = await world.open(`https://api.example/reports/${link}`);
      expect([link, answer.status]).toEqual([link, 404]);
      expect(answer.headers).toMatchObject(PAGE_HEADERS);
      bodies.add(answer.text);
    }
    expect([...bodies]).toEqual([expect.stringContaining('<p>The report was not found.</p>')]);
  });

  it('still opens after the secret was rotated', async () => {
    const { htmlUrl } = await links();
    world.deps.links = signedLinks(async () => ['new-secret', 'link-secret'], 'report');
    expect((await world.open(htmlUrl)).status).toBe(200);
  });
});
