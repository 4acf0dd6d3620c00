import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as createHandler } from '../../../functions/reporting/create-report-schedule/handler.ts';
import { handlerOf as listHandler } from '../../../functions/reporting/list-report-schedules/handler.ts';
import { sendHandler } from '../../../functions/reporting/send-reports/handler.ts';
import { fromIso, HOUR_MS } from '../../../shared/kernel/time.ts';
import { sesLetters } from '../../../shared/reporting/scheduled/ses-letters.ts';
import { callApi } from '../../support/api-event.ts';
import { draft, type ScheduleWorld, scheduleWorld } from './world.ts';

const SENDER = 'reports@network.example';
const RECIPIENTS = ['ada@example.com', 'Grace.Hopper+reports@example.org'];

const ses = mockClient(SESv2Client);
let world: ScheduleWorld;
let deps: ScheduleWorld['deps'] & { readonly mailSender: string };
beforeEach(async () => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: '1' });
  world = await scheduleWorld();
  deps = { ...world.deps, mailSender: SENDER };
});

const create = (over: object, ports: Parameters<typeof createHandler>[0] = deps) =>
  callApi(createHandler(ports), { key: 'blog', method: 'POST', body: draft(over) });
const send = () => sendHandler({ ...deps, mail: sesLetters(new SESv2Client({ region: 'us-east-1' }), SENDER) })();
const sent = () => ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);

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
    expect((await create({ recipients: many(10) })).status).toBe(201);
  });
});

describe('a letter by mail', () => {
  it('goes once to all recipients, as HTML and as text, as its links show it', async () => {
    await create({ recipients: RECIPIENTS });
    await create({});
    await morning();
    await send();
    await send();
    const [{ data } = { data: {} as Record<string, string> }] = await world.told('pub_blog');
    const [html, text] = [await world.open(data.htmlUrl), await world.open(data.textUrl)];
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    expect(sent()).toEqual([
      {
        FromEmailAddress: SENDER,
        Destination: { ToAddresses: RECIPIENTS },
        Content: {
          Simple: {
            Subject: utf8('Yesterday: Monday, March 2, 2026'),
            Body: { Html: utf8(html.text), Text: utf8(text.text) },
            Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
          },
        },
      },
    ]);
  });

  it('that SES does not take is tried again in the next hour, and its webhook told once', async () => {
    await create({ recipients: RECIPIENTS });
    await morning();
    ses.on(SendEmailCommand).rejectsOnce(new Error('throttled')).resolves({ MessageId: '2' });
    await expect(send()).rejects.toThrow('1 scheduled reports were not sent');
    world.clock.advance(HOUR_MS);
    await send();
    expect(sent()).toHaveLength(2);
    expect(await world.told('pub_blog')).toHaveLength(1);
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
