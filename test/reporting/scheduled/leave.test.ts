import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { parse } from 'node-html-parser';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as createHandler } from '../../../functions/reporting/create-report-schedule/handler.ts';
import { sendHandler } from '../../../functions/reporting/send-reports/handler.ts';
import { unsubscribeHandler } from '../../../functions/reporting/unsubscribe/handler.ts';
import { userIdOf } from '../../../shared/catalog/user.ts';
import { DAY_MS, fromIso } from '../../../shared/kernel/time.ts';
import { PAGE_HEADERS } from '../../../shared/platform/http/page.ts';
import { signedLinks } from '../../../shared/platform/signed-links.ts';
import { sesLetters } from '../../../shared/reporting/scheduled/ses-letters.ts';
import { wayOutLinks } from '../../../shared/reporting/scheduled/way-out-links.ts';
import { callApi } from '../../support/api-event.ts';
import { draft, leaveUrlIn, type ScheduleWorld, scheduleWorld } from './world.ts';

const SENDER = 'reports@network.example';
const RECIPIENTS = ['ada@example.com', 'Grace.Hopper+reports@example.org'];
const PUBLISHER = { kind: 'publisher', id: 'pub_blog' } as const;
const NEXT_MORNING_MS = fromIso('2026-03-03T12:05:00Z');

const ses = mockClient(SESv2Client);
let world: ScheduleWorld;
beforeEach(async () => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: '1' });
  world = await scheduleWorld();
  await world.invite(RECIPIENTS);
});

const create = (over: object = {}, key = 'blog') =>
  callApi(createHandler({ ...world.deps, mailSender: SENDER }), {
    ...{ key, method: 'POST', body: draft({ recipients: RECIPIENTS, ...over }) },
  });
const send = () => sendHandler({ ...world.deps, mail: sesLetters(new SESv2Client({ region: 'us-east-1' }), SENDER) })();

/** The ways out in the mails that went out so far, in the order of their recipients. */
const leaveUrls = () =>
  ses.commandCalls(SendEmailCommand).map(({ args }) => leaveUrlIn(args[0].input.Content?.Simple)) as [string, string];
const recipients = async (owner: Parameters<typeof world.deps.schedules.ofOwner>[0] = PUBLISHER) =>
  (await world.deps.schedules.ofOwner(owner)).map((each) => each.recipients);

async function mailed(over: object = {}): Promise<[string, string]> {
  await create(over);
  world.clock.set(NEXT_MORNING_MS);
  await send();
  return leaveUrls();
}

describe('the way out of a mail', () => {
  it('asks before it does anything: to open it changes nothing, however often', async () => {
    const [ada] = await mailed({ name: 'Numbers <script>alert(1)</script>' });
    for (let times = 0; times < 3; times += 1) {
      const { status, headers, text } = await world.openWayOut(ada);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*form-action 'self'/);
      const page = parse(text);
      expect(page.querySelector('h1')?.text).toContain('Numbers <script>alert(1)</script>');
      expect(page.querySelectorAll('script, img, link')).toEqual([]);
      expect(page.querySelector('form[method=post] button')?.text).toBe('Send it to me no more');
      // No address: a link that was passed on tells nobody whose it was.
      expect(text).not.toContain('@');
      expect(Buffer.from(ada.split('.')[3] ?? '', 'base64url').toString()).not.toContain('@');
    }
    expect(await recipients()).toEqual([RECIPIENTS]);
    expect(await world.audited('schedule_1')).toEqual([]);
  });

  it.each([
    ['the page’s button', { 'content-type': 'application/x-www-form-urlencoded' }, 'List-Unsubscribe=One-Click'],
    ['a mailbox’s own', { 'content-type': 'multipart/form-data; boundary=x' }, '--x\r\n\r\n'],
    ['a mailbox that sends nothing along', {}, undefined],
  ])('takes off by %s who it was made for, and nobody else', async (_who, headers, body) => {
    const [, grace] = await mailed();
    const { status, text } = await world.leave(grace, { headers, body });
    expect([status, text.includes('You are sent this report no more')]).toEqual([200, true]);
    expect(await recipients()).toEqual([RECIPIENTS.slice(0, 1)]);
    ses.resetHistory();
    world.clock.advance(DAY_MS);
    await send();
    expect(ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input.Destination?.ToAddresses)).toEqual([
      RECIPIENTS.slice(0, 1),
    ]);
    expect(await world.told('pub_blog')).toHaveLength(2);
  });

  it('does the same twice, and after its schedule was removed', async () => {
    const [ada, grace] = await mailed();
    const first = await world.leave(ada);
    expect((await world.leave(ada)).text).toBe(first.text);
    expect((await world.openWayOut(ada)).text).toBe(first.text);
    await world.call('removeReportSchedule', 'blog', { params: { scheduleId: 'schedule_1' } });
    expect((await world.leave(grace)).text).toBe(first.text);
    expect(await world.audited('schedule_1')).toHaveLength(1);
  });

  it('lets all of them leave at the same moment', async () => {
    const [ada, grace] = await mailed();
    const answers = await Promise.all([ada, grace, ada, grace].map((url) => world.leave(url)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await recipients()).toEqual([[]]);
  });

  it('is recorded as the recipient’s own change, without an address', async () => {
    const [ada] = await mailed();
    await world.leave(ada, { headers: { 'x-request-id': 'one-click-1' } });
    const records = await world.audited('schedule_1');
    expect(records).toMatchObject([
      {
        ...{ operationId: 'unsubscribe', actor: 'pub_blog', keyId: userIdOf('ada@example.com'), role: 'publisher' },
        ...{ resource: '/v1/report-schedules/schedule_1', ids: { scheduleId: 'schedule_1' }, result: 'done' },
      },
    ]);
    expect(JSON.stringify(records)).not.toContain('@');
  });

  it('is recorded by the role of who left, of the network’s schedules too', async () => {
    await world.invite(['fay@example.com'], { role: 'finance', subjectId: userIdOf('fay@example.com') });
    await create({ recipients: ['fay@example.com'] }, 'operator');
    world.clock.set(NEXT_MORNING_MS);
    await send();
    await world.leave(leaveUrls()[0]);
    expect(await recipients({ kind: 'network', id: 'network' })).toEqual([[]]);
    expect(await world.audited('schedule_1')).toMatchObject([{ role: 'finance', keyId: userIdOf('fay@example.com') }]);
  });

  it('is not gone where the change can’t be recorded', async () => {
    const [ada] = await mailed();
    const audit = { begin: () => Promise.reject(new Error('no trail')), end: async () => {} };
    const handler = unsubscribeHandler({ ...world.deps, audit });
    const link = ada.slice(ada.lastIndexOf('/') + 1);
    expect((await callApi(handler, { method: 'POST', params: { link } })).status).toBe(503);
    expect(await recipients()).toEqual([RECIPIENTS]);
  });

  it('works for ninety days, and after the secret was rotated', async () => {
    const [ada, grace] = await mailed();
    world.deps.wayOut = wayOutLinks(signedLinks(async () => ['new-secret', 'link-secret'], 'unsubscribe'));
    world.clock.set(fromIso('2026-06-01T11:59:59Z'));
    expect((await world.leave(ada)).status).toBe(200);
    world.clock.advance(1_000);
    expect((await world.leave(grace)).status).toBe(403);
    expect(await recipients()).toEqual([RECIPIENTS.slice(1)]);
  });

  it('that is forged, of another kind or of somebody else is refused in the same words, and changes nothing', async () => {
    const [ada] = await mailed();
    const token = ada.slice(ada.lastIndexOf('/') + 1);
    const [head, , signature] = token.split('.');
    const subject = `publisher/pub_blog/schedule_1/${userIdOf('ada@example.com')}`;
    const forgedClaims = Buffer.from(JSON.stringify({ aud: 'unsubscribe', sub: subject, exp: 9_999_999_999 }));
    const untilMs = NEXT_MORNING_MS + DAY_MS;
    const signed = (secret: string, audience: string, about: string) =>
      signedLinks(async () => [secret], audience).sign(about, untilMs);
    const forged = [
      `${head}.${forgedClaims.toString('base64url')}.${signature}`,
      await signed('guess', 'unsubscribe', subject),
      await signed('link-secret', 'report', subject),
      await signed('link-secret', 'unsubscribe', 'publisher/pub_blog/schedule_1'),
      await signed('link-secret', 'unsubscribe', `setter/pub_blog/schedule_1/${userIdOf('ada@example.com')}`),
      ...['x', '..', 'x'.repeat(1_001), ''],
    ];
    const pages = new Set<string>();
    for (const link of forged) {
      for (const ask of [world.openWayOut, world.leave]) {
        const answer = await ask(`https://api.example/reports/unsubscribe/${link}`);
        expect([link, answer.status]).toEqual([link, 403]);
        expect(answer.headers).toMatchObject(PAGE_HEADERS);
        pages.add(parse(answer.text).querySelector('main')?.textContent.trim().replaceAll(/\s+/g, ' ') ?? '');
      }
    }
    expect([...pages]).toEqual([
      'Not allowed This link was not made here, or is over: who made the schedule can take you off. Should you ask us about it, name this request: request-1',
    ]);
    expect(await recipients()).toEqual([RECIPIENTS]);
    expect(await world.audited('schedule_1')).toEqual([]);
  });
});
