import { z } from 'zod';
import { id, isoDay, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { fileView, lineView, runView } from './views.ts';

const finance = { tag: 'Payouts', roles: ['finance', 'operator'] } as const;
/** Shown to the publisher. */
const reason = z.string().trim().min(3).max(300).meta({ example: 'The payee asked us to wait for a new account' });
const runParams = z.strictObject({ runId: id });

export const requestPayoutRun = defineRoute({
  ...finance,
  operationId: 'requestPayoutRun',
  method: 'POST',
  path: '/v1/payout-runs',
  summary: 'Opens a payout run up to a day',
  description: 'Refused until 60 minutes after the end of that day, and when the run is open already.',
  scope: 'payouts:write',
  body: z
    .strictObject({
      toDay: isoDay,
      publisherIds: z
        .array(id)
        .min(1)
        .max(100)
        .refine((ids) => new Set(ids).size === ids.length, 'names a publisher twice')
        .optional()
        .meta({ description: 'Only these; everybody, whatever their schedule, when absent' }),
    })
    .meta({ id: 'NewPayoutRun', example: { toDay: '2026-03-15' } }),
  status: 201,
  fails: { 'not-found': 'publisher pub_3kd9 was not found', conflict: 'run run_weekly_2026-03-15 is open already' },
  response: runView,
  example: {
    runId: 'run_weekly_2026-03-15',
    toDay: '2026-03-15',
    state: 'drawing',
    opened: { by: { keyId: 'key_ada', subjectId: 'ada' }, at: '2026-03-16T06:00:00.000Z' },
    ...{ publishers: 0, totals: [], changedBy: [], held: [], files: [], version: 1 },
  },
});

export const listPayoutRuns = defineRoute({
  ...finance,
  operationId: 'listPayoutRuns',
  method: 'GET',
  path: '/v1/payout-runs',
  summary: 'Payout runs, the newest period first',
  scope: 'payouts:read',
  query: pageQuery,
  status: 200,
  response: pageOf(runView),
});

export const getPayoutRun = defineRoute({
  ...finance,
  operationId: 'getPayoutRun',
  method: 'GET',
  path: '/v1/payout-runs/{runId}',
  summary: 'One payout run',
  scope: 'payouts:read',
  params: runParams,
  etag: true,
  status: 200,
  response: runView,
});

export const listPayoutLines = defineRoute({
  ...finance,
  operationId: 'listPayoutLines',
  method: 'GET',
  path: '/v1/payout-runs/{runId}/lines',
  summary: 'The lines of a run, by publisher',
  scope: 'payouts:read',
  params: runParams,
  query: pageQuery,
  status: 200,
  response: pageOf(lineView),
});

const lineParams = z.strictObject({ runId: id, publisherId: id });
const oneLine = {
  ...finance,
  path: '/v1/payout-runs/{runId}/lines/{publisherId}/hold',
  scope: 'payouts:write',
  ifMatch: 'may',
  params: lineParams,
  status: 200,
  response: lineView,
} as const;

export const holdPayoutLine = defineRoute({
  ...oneLine,
  operationId: 'holdPayoutLine',
  fails: {
    'not-found': 'the line of pub_3kd9 in run run_weekly_2026-03-15 was not found',
    conflict: 'run run_weekly_2026-03-15 is approved; lines are held or released while it is drawn',
  },
  method: 'PUT',
  summary: 'Takes a line out of what a drawn run pays; its amount is carried into the next',
  description:
    'Whoever holds or releases a line can not approve the run, whose `etag` it is that is named and answered.',
  body: z.strictObject({ reason }),
  auditOf: { by: ['runId', 'publisherId'] },
});

export const releasePayoutLine = defineRoute({
  ...oneLine,
  operationId: 'releasePayoutLine',
  fails: {
    'not-found': 'the line of pub_3kd9 in run run_weekly_2026-03-15 was not found',
    conflict: 'run run_weekly_2026-03-15 is approved; lines are held or released while it is drawn',
  },
  method: 'DELETE',
  summary: 'Pays a held line after all',
  auditOf: { by: ['runId', 'publisherId'] },
});

export const approvePayoutRun = defineRoute({
  ...finance,
  operationId: 'approvePayoutRun',
  method: 'POST',
  path: '/v1/payout-runs/{runId}/approve',
  summary: 'Approves a drawn run',
  description:
    'Not by whoever opened or changed it, by key or by person, nor above the limit of the key. With the `etag` of the run as it was looked at, nothing else is approved: a line that somebody held or released meanwhile refuses it. Its files are there about a minute later.',
  scope: 'payouts:approve',
  params: runParams,
  ifMatch: 'may',
  status: 200,
  fails: {
    forbidden: 'whoever opened or changed a run can not approve it: ask a second person',
    conflict: 'run run_weekly_2026-03-15 was approved already',
  },
  response: runView,
});

export const cancelPayoutRun = defineRoute({
  ...finance,
  operationId: 'cancelPayoutRun',
  method: 'POST',
  path: '/v1/payout-runs/{runId}/cancel',
  summary: 'Gives up a run that is not approved; its amounts are carried into the next',
  scope: 'payouts:write',
  params: runParams,
  ifMatch: 'may',
  body: z.strictObject({ reason }),
  status: 200,
  fails: { conflict: 'run run_weekly_2026-03-22 builds on run_weekly_2026-03-15: it can be approved, not cancelled' },
  response: runView,
});

export const resumePayoutRun = defineRoute({
  ...finance,
  operationId: 'resumePayoutRun',
  method: 'POST',
  path: '/v1/payout-runs/{runId}/resume',
  summary: 'Lets a stopped run draw again, once what stopped it was put right',
  scope: 'payouts:write',
  params: runParams,
  ifMatch: 'may',
  status: 200,
  fails: { conflict: 'run run_weekly_2026-03-15 is drawn and can not become drawing' },
  response: runView,
});

export const listPayoutFiles = defineRoute({
  ...finance,
  operationId: 'listPayoutFiles',
  method: 'GET',
  path: '/v1/payout-runs/{runId}/files',
  summary: 'The payment files of an issued run, with their hashes',
  scope: 'payouts:read',
  params: runParams,
  status: 200,
  response: z.strictObject({ items: z.array(fileView) }),
});

export const getPayoutFile = defineRoute({
  ...finance,
  operationId: 'getPayoutFile',
  method: 'GET',
  path: '/v1/payout-runs/{runId}/files/{name}',
  summary: 'One payment file',
  scope: 'payouts:read',
  params: z.strictObject({
    runId: id,
    name: z.string().min(1).max(160).meta({ example: 'payments_run_weekly_2026-03-15_nacha_USD_1.ach' }),
  }),
  status: 200,
  fails: {
    'not-found': 'file payments_run_weekly_2026-03-15_nacha_USD_1.ach of run run_weekly_2026-03-15 was not found',
  },
  responseType: 'text/csv; charset=utf-8',
  sample: [
    'reference,name,account,amount,currency,remittance',
    'CB3F9A,Springfield Media LLC,SPRINGFIELD-MEDIA,1230.00,USD,run_weekly_2026-03-15',
  ].join('\r\n'),
});
