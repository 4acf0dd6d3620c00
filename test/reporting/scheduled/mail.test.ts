import { BadRequestException, MessageRejected, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as createHandler } from '../../../functions/reporting/create-report-schedule/handler.ts';
import { handlerOf as listHandler } from '../../../functions/reporting/list-report-schedules/handler.ts';
import { sendHandler } from '../../../functions/reporting/send-reports/handler.ts';
import { type User, userIdOf } from '../../../shared/catalog/user.ts';
import { DAY_MS, fromIso, HOUR_MS } from '../../../shared/kernel/time.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import { sesLetters } from '../../../shared/reporting/scheduled/ses-letters.ts';
import { callApi } from '../../support/api-event.ts';
import { draft, leaveUrlIn, type ScheduleWorld, scheduleWorld } from './world.ts';

const SENDER = 'reports@network.example';
const RECIPIENTS = ['ada@example.com', 'Grace.Hopper+reports@example.org'];

const ses = mockClient(SESv2Client);
let world: ScheduleWorld;
let deps: ScheduleWorld['deps'] & { readonly mailSender: string };
beforeEach(async () => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: '1' });
  world = await scheduleWorld();
  await world.invite(RECIPIENTS);
  deps = { ...world.deps, mailSender: SENDER };
});

const create = (over: object, ports: Parameters<typeof createHandler>[0] = deps, key = 'blog') =>
  callApi(createHandler(ports), { key, method: 'POST', body: draft(over) });
const send = () => sendHandler({ ...deps, mail: sesLetters(new SESv2Client({ region: 'us-east-1' }), SENDER) })();
const sent = () => ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);

const addressees = () => sent().map(({ Destination }) => Destination?.ToAddresses?.[0]);
const escaped = (url: string) => url.replaceAll('/', '&#x2F;');
/** The letter as it is kept, of one that was mailed to somebody. */
const withoutWayOut = (html = '') => html.replace(/<p [^>]*><a .*<\/a><\/p>/, '');

/** Sends, and says what the log was warned of. */
async function sendWarned(): Promise<unknown[][]> {
  const warned: unknown[][] = [];
  const log = { ...deps.log, warn: (...said: unknown[]) => void warned.push(said) };
  await sendHandler({ ...deps, log, mail: sesLetters(new SESv2Client({ region: 'us-east-1' }), SENDER) })();
  return warned;
}

const blog = {
  name: 'Blog',
  origins: [],
  tagKey: 'tag_blog',
  currency: 'USD',
  payoutThresholdMinor: 0n,
  createdAtMs: 0,
};
const publisherIs = (state: 'pending' | 'active' | 'paused') =>
  world.publishers.create({ ...blog, publisherId: 'pub_blog', state });

async function morning(): Promise<void> {
  await world.qualify('call_1');
  await world.tell(await world.items());
  world.clock.set(fromIso('2026-03-03T12:05:00Z'));
}

describe('a schedule with recipients', () => {
  it('tells who gets it, and from where', async () => {
    const { status, json } = await create({ recipients: [` ${RECIPIENTS[0]} `, RECIPIENTS[1]] });
    expect([status, json.recipients]).toEqual([201, RECIPIENTS]);
    expect((await callApi(listHandler(deps), { key: 'blog' })).json).toMatchObject({
      ...{ items: [{ recipients: RECIPIENTS }], sender: SENDER },
    });
  });

  it('is refused by its name where the network sends no mail, which says what there is instead', async () => {
    const { status, json } = await create({ recipients: RECIPIENTS }, world.deps);
    expect([status, json.errors[0].field]).toEqual([400, 'body.recipients']);
    expect(json.detail).toContain('this network sends no mail');
    expect(json.detail).toContain('report.ready');
    expect((await callApi(listHandler(world.deps), { key: 'blog' })).json).toEqual({ items: [] });
  });

  const many = (length: number) => Array.from({ length }, (_one, index) => `reader${index}@example.com`);
  it.each([
    [['ada'], 'body.recipients.0'],
    [['ada@example.com', 'bob@'], 'body.recipients.1'],
    [['ada@example.com\r\nBcc: eve@example.com'], 'body.recipients.0'],
    [['Ada <ada@example.com>'], 'body.recipients.0'],
    [['ada@bücher.example'], 'body.recipients.0'],
    [['ada@example.com', 'ADA@example.com'], 'body.recipients'],
    [many(11), 'body.recipients'],
    ['ada@example.com', 'body.recipients'],
  ])('is refused with %j, by the name of %s', async (recipients, field) => {
    const { status, json } = await create({ recipients });
    expect([status, json.errors[0].field]).toEqual([400, field]);
  });

  it('takes ten of them', async () => {
    await world.invite(many(10));
    expect((await create({ recipients: many(10) })).status).toBe(201);
  });
});

describe('recipients are people whom the network let in', () => {
  const STRANGER = 'victim@example.net';
  const MESSAGE = 'is no active user of yours: have the network invite them first';

  it.each<[string, string, Partial<User> | undefined]>([
    ['a stranger', 'blog', undefined],
    ['who is blocked', 'blog', { state: 'blocked' }],
    ['who works for another publisher', 'blog', { subjectId: 'pub_other' }],
    ['who works for an advertiser of the same id', 'blog', { role: 'advertiser' }],
    ['a setter', 'blog', { role: 'setter' }],
    ['who works for a publisher, of an advertiser', 'acme', {}],
    ['who works for a publisher, of the network', 'finance', {}],
  ])('and not %s, as %s hears by the place in the list', async (_who, key, user) => {
    if (user) await world.invite([STRANGER], user);
    const { status, json } = await create({ recipients: [STRANGER] }, deps, key);
    expect([status, json.errors]).toEqual([400, [{ field: 'body.recipients.0', message: MESSAGE }]]);
    expect((await callApi(listHandler(deps), { key })).json.items).toEqual([]);
  });

  it('each of several strangers is named', async () => {
    const { json } = await create({ recipients: [STRANGER, ...RECIPIENTS, 'other@example.net'] });
    expect(json.errors.map(({ field }: { field: string }) => field)).toEqual([
      'body.recipients.0',
      'body.recipients.3',
    ]);
  });

  it.each([
    ['acme', { role: 'advertiser', subjectId: 'adv_acme' }],
    ['finance', { role: 'operator', subjectId: 'user_1' }],
    ['operator', { role: 'finance', subjectId: 'user_1' }],
  ] as const)('those of %s among them, however their address is written', async (key, user) => {
    await world.invite(['reader@example.com'], user);
    expect((await create({ recipients: ['Reader@Example.com'] }, deps, key)).status).toBe(201);
  });

  it.each([
    ['pending', 'this publisher is not approved yet: no letters are mailed for it'],
    ['paused', 'this publisher is paused: no letters are mailed for it'],
  ] as const)('and a publisher that is %s names none; links by webhook it may have', async (state, detail) => {
    await publisherIs(state);
    const { status, json } = await create({ recipients: RECIPIENTS });
    expect([status, json.detail]).toEqual([403, detail]);
    expect((await create({})).status).toBe(201);
  });

  it('and of a publisher that was paused since no mail is sent, until it goes on', async () => {
    await publisherIs('active');
    await create({ recipients: RECIPIENTS });
    await world.publishers.change('pub_blog', { state: 'paused' });
    await morning();
    expect(await sendWarned()).toEqual([
      ['report not mailed: this publisher is paused', { scheduleId: 'schedule_1', recipients: 2 }],
    ]);
    expect([sent(), await world.told('pub_blog')]).toMatchObject([[], [{}]]);
    await world.publishers.change('pub_blog', { state: 'active' });
    world.clock.advance(HOUR_MS);
    expect([await sendWarned(), sent()]).toEqual([[], []]);
    world.clock.advance(DAY_MS);
    await send();
    expect(addressees()).toEqual(RECIPIENTS);
  });

  it('and who was blocked since gets no more of them', async () => {
    await create({ recipients: RECIPIENTS });
    await world.users.setState(userIdOf('ada@example.com'), 'blocked');
    await morning();
    expect(await sendWarned()).toEqual([
      ['report not mailed: no active user of its owner', { scheduleId: 'schedule_1', recipients: 1 }],
    ]);
    expect(sent().map(({ Destination }) => Destination)).toEqual([{ ToAddresses: RECIPIENTS.slice(1) }]);
  });
});

describe('a letter by mail', () => {
  it('goes once to each recipient, as HTML and as text, as its links show it but for the way out', async () => {
    await create({ recipients: RECIPIENTS });
    await create({});
    await morning();
    await send();
    await send();
    const [{ data } = { data: {} as Record<string, string> }] = await world.told('pub_blog');
    const [html, text] = [await world.open(data.htmlUrl), await world.open(data.textUrl)];
    expect(sent().map(({ FromEmailAddress, Destination }) => [FromEmailAddress, Destination])).toEqual(
      RECIPIENTS.map((each) => [SENDER, { ToAddresses: [each] }]),
    );
    const links = sent().map(({ Content }) => leaveUrlIn(Content?.Simple));
    expect(new Set(links).size).toBe(2);
    for (const [index, { Content }] of sent().entries()) {
      const { Subject, Body, Headers } = Content?.Simple ?? {};
      const link = links[index] ?? '';
      expect(Subject).toEqual({ Data: 'Yesterday: Monday, March 2, 2026', Charset: 'UTF-8' });
      expect(Body?.Text?.Data).toBe(`${text.text}To be sent it no more: ${link}\n`);
      expect(withoutWayOut(Body?.Html?.Data)).toBe(withoutWayOut(html.text));
      expect(Body?.Html?.Data?.split(`href="${escaped(link)}"`)).toHaveLength(2);
      expect(html.text).not.toContain('href');
      expect(Headers).toEqual([
        { Name: 'Auto-Submitted', Value: 'auto-generated' },
        { Name: 'List-Unsubscribe', Value: `<${link}>` },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
      ]);
    }
  });

  it('that SES does not take now reaches the others, and is tried again alone in the next hour, its webhook told once', async () => {
    await create({ recipients: RECIPIENTS });
    await morning();
    ses.on(SendEmailCommand).rejectsOnce(new Error('throttled')).resolves({ MessageId: '2' });
    await expect(send()).rejects.toThrow('1 scheduled reports were not sent');
    expect(addressees()).toEqual(RECIPIENTS);
    world.clock.advance(HOUR_MS);
    await send();
    expect(addressees()).toEqual([...RECIPIENTS, RECIPIENTS[0]]);
    world.clock.advance(DAY_MS);
    await send();
    expect(addressees().slice(3)).toEqual(RECIPIENTS);
    expect(await world.told('pub_blog')).toHaveLength(2);
  });

  const refusals = { $metadata: {}, message: 'Email address is not verified: ada@example.com' };
  it.each([
    ['MessageRejected', new MessageRejected(refusals)],
    ['BadRequestException', new BadRequestException(refusals)],
  ])('that SES refuses for good by %s reaches whom it can, and is not tried again', async (_name, refusal) => {
    await create({ recipients: RECIPIENTS });
    await morning();
    ses.on(SendEmailCommand).callsFake(({ Destination }) => {
      if (Destination.ToAddresses.includes('ada@example.com')) throw refusal;
      return { MessageId: '1' };
    });
    expect(await sendWarned()).toEqual([
      ['report not mailed: refused for good', { scheduleId: 'schedule_1', recipients: 1 }],
    ]);
    expect(addressees()).toEqual(RECIPIENTS);
    expect(world.counted).toEqual([[COUNTERS.mailRefused, 1]]);
    world.clock.advance(HOUR_MS);
    expect([await sendWarned(), sent().length]).toEqual([[], 2]);
  });

  it.each([
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ${SENDER}`,
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ada@example.com, Reports@Network.example`,
  ])(
    'that SES refuses for its sender is nobody’s fault who reads it: the alarm rings, and it is tried again',
    async (message) => {
      await create({ recipients: RECIPIENTS });
      await morning();
      ses.on(SendEmailCommand).rejects(new MessageRejected({ ...refusals, message }));
      await expect(send()).rejects.toThrow('1 scheduled reports were not sent');
      expect(world.counted).toEqual([]);
      ses.on(SendEmailCommand).resolves({ MessageId: '2' });
      world.clock.advance(HOUR_MS);
      await send();
      expect(addressees()).toEqual([...RECIPIENTS, ...RECIPIENTS]);
    },
  );

  it('that SES refuses for good holds up no other schedule', async () => {
    await create({ recipients: RECIPIENTS.slice(0, 1) });
    await create({ recipients: RECIPIENTS.slice(1) });
    await morning();
    ses.on(SendEmailCommand).rejectsOnce(new MessageRejected(refusals)).resolves({ MessageId: '2' });
    expect(await sendWarned()).toEqual([
      ['report not mailed: refused for good', { scheduleId: 'schedule_1', recipients: 1 }],
    ]);
    expect(sent()).toHaveLength(2);
  });

  it('has a subject of one line, whatever its name has in it', async () => {
    await create({ name: 'Numbers\r\nBcc: eve@example.com', recipients: RECIPIENTS });
    await morning();
    await send();
    expect(sent()[0]?.Content?.Simple?.Subject?.Data).toBe('Numbers  Bcc: eve@example.com: Monday, March 2, 2026');
  });

  it('is not sent where the network names a sender no more; links by webhook are', async () => {
    await create({ recipients: RECIPIENTS });
    await morning();
    const warned: string[] = [];
    const log = { ...world.deps.log, warn: (text: string) => void warned.push(text) };
    await sendHandler({ ...world.deps, log })();
    expect(sent()).toEqual([]);
    expect(warned).toEqual(['report not mailed: the stage names no sender']);
    expect(await world.told('pub_blog')).toHaveLength(1);
  });
});
