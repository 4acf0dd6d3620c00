import { z } from 'zod';
import { isEmailAddress } from '../../kernel/email.ts';
import { id, isoInstant } from '../../kernel/schemas.ts';
import { isZone } from '../../kernel/time.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { DIMENSIONS } from '../model.ts';
import { common, factFilter, model } from './asked.ts';

const groupBy = z
  .array(z.enum(DIMENSIONS))
  .min(1)
  .max(3)
  .refine((names) => new Set(names).size === names.length, 'names each dimension once');

const recipients = z
  .array(
    z
      .string()
      .trim()
      .max(254)
      // Mail servers take other letters in a domain by its `xn--…` form only.
      .refine((text) => isEmailAddress(text) && /^[\x21-\x7e]+$/.test(text), 'is not an e-mail address')
      .meta({ format: 'email', example: 'ada@example.com' }),
  )
  .max(10)
  .refine((all) => new Set(all.map((each) => each.toLowerCase())).size === all.length, 'names each address once')
  .meta({
    description:
      'Who gets it by e-mail, each visible to the others; at most ten. Active users of yours alone: those of the advertiser or publisher, or of finance and operators for the network. Refused where the network sends no mail: `sender` of the list tells',
  });

const wanted = {
  name: z.string().trim().min(1).max(80).meta({ description: 'What the letter is called' }),
  every: z
    .enum(['day', 'week'])
    .meta({ description: 'The day before, or Monday to Sunday; cut by the network’s clock, as in every report' }),
  zone: z
    .string()
    .max(60)
    .refine(isZone, 'is no time zone such as America/Chicago')
    .meta({ description: 'By whose clock it is sent', example: 'America/Chicago' }),
  hour: z.int().min(0).max(23).default(7).meta({ description: 'From which hour on, once the period is over' }),
  groupBy: groupBy.default(['day']),
  filter: z.strictObject({ ...factFilter, model: model.optional() }).default({}),
  recipients: recipients.default([]),
};

const example = {
  ...{ name: 'Yesterday', every: 'day', zone: 'America/Chicago', hour: 7, groupBy: ['source'] },
  recipients: ['ada@example.com'],
};

const scheduleView = z
  .strictObject({
    scheduleId: id,
    ...wanted,
    hour: z.int(),
    groupBy: z.array(z.enum(DIMENSIONS)),
    filter: z.strictObject({ ...factFilter, model: z.string().optional() }),
    recipients: z.array(z.string()),
    createdAt: isoInstant,
    nextAt: isoInstant.meta({ description: 'When the next one is due; it is made within the hour' }),
  })
  .meta({
    id: 'ReportSchedule',
    example: {
      scheduleId: 'schedule_2dv6',
      ...example,
      filter: {},
      createdAt: '2026-02-16T09:00:00.000Z',
      nextAt: '2026-03-03T13:00:00.000Z',
    },
  });

const schedules = { ...common, path: '/v1/report-schedules' } as const;

export const createReportSchedule = defineRoute({
  ...schedules,
  operationId: 'createReportSchedule',
  method: 'POST',
  scope: 'webhooks:write',
  summary: 'Be sent a report each day or week',
  description:
    'When it is ready your webhooks get `report.ready`, with links to it as e-mail-ready HTML and as text that are good for 30 days; recipients get the letter itself where the network sends mail: only users of yours that are active when it is sent, and none while a publisher is pending or paused. It shows what you may see at that time. At most 20 for each advertiser and publisher and for the network. The key must hold `outcomes:read` too.',
  audit: 'ids',
  body: z.strictObject(wanted).meta({ id: 'ReportScheduleDraft', example }),
  status: 201,
  fails: {
    forbidden: 'this publisher is paused: no letters are mailed for it',
    'not-found': 'advertiser adv_7c1 was not found',
    conflict: 'there are at most 20 schedules: remove one first',
  },
  response: scheduleView,
});

export const listReportSchedules = defineRoute({
  ...schedules,
  operationId: 'listReportSchedules',
  method: 'GET',
  scope: 'webhooks:read',
  summary: 'List the reports that you are sent',
  description: 'Finance and operators share those of the network.',
  status: 200,
  response: z.strictObject({
    items: z.array(scheduleView),
    sender: z
      .string()
      .optional()
      .meta({ description: 'The address that letters come from; absent where the network sends no mail' }),
  }),
});

export const removeReportSchedule = defineRoute({
  ...schedules,
  operationId: 'removeReportSchedule',
  method: 'DELETE',
  path: '/v1/report-schedules/{scheduleId}',
  scope: 'webhooks:write',
  summary: 'Be sent a report no more',
  description: 'What was sent stays readable until its links end.',
  params: z.strictObject({ scheduleId: id }),
  status: 204,
});

export const getReportFile = defineRoute({
  operationId: 'getReportFile',
  method: 'GET',
  path: '/reports/{link}',
  summary: 'Open a scheduled report by the link that `report.ready` brought',
  description: 'As if it were not there for a link that was forged or whose 30 days are over: a page says so.',
  tag: 'Reports',
  scope: 'public',
  failsAsPage: true,
  params: z.strictObject({ link: z.string().min(1).max(1_000).meta({ example: 'eyJzIjoiaHRtbCJ9.c2lnbmVk' }) }),
  status: 200,
  fails: { 'not-found': 'the report was not found' },
  responseType: 'text/html; charset=utf-8',
  otherType: 'text/plain; charset=utf-8',
  sample: '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">…<h1>Yesterday</h1>…</html>',
  otherSample: [
    ...['Yesterday', 'Monday, March 2, 2026', ''],
    ...['Visits: 240', 'Outcomes: 31', 'Qualified: 12 (38.7% of outcomes)', 'Earned: $360.00'],
  ].join('\n'),
});

const wayOut = {
  path: '/reports/unsubscribe/{link}',
  tag: 'Reports',
  scope: 'public',
  failsAsPage: true,
  params: z.strictObject({ link: z.string().min(1).max(1_000).meta({ example: 'eyJzIjoidXNlcl8ifQ.c2lnbmVk' }) }),
  status: 200,
  responseType: 'text/html; charset=utf-8',
  sample: '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">…</html>',
} as const;

export const openUnsubscribe = defineRoute({
  ...wayOut,
  operationId: 'openUnsubscribe',
  fails: { forbidden: 'this link was not made here, or is over: who made the schedule can take you off' },
  method: 'GET',
  summary: 'Ask a recipient whether they want to be mailed a report no more',
  description:
    'By the link in the mail, which is good for 90 days and for this recipient and schedule alone. It changes nothing.',
});

export const unsubscribe = defineRoute({
  ...wayOut,
  operationId: 'unsubscribe',
  fails: { forbidden: 'this link was not made here, or is over: who made the schedule can take you off' },
  method: 'POST',
  summary: 'Be mailed a report no more',
  description:
    'By the link in the mail: what its page sends, and what a mailbox sends by itself for `List-Unsubscribe-Post: List-Unsubscribe=One-Click` (RFC 8058). Other recipients and webhooks go on. Whatever the body is; twice is once.',
});

export const scheduleRoutes = [
  createReportSchedule,
  listReportSchedules,
  removeReportSchedule,
  getReportFile,
  openUnsubscribe,
  unsubscribe,
];
