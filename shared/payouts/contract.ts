import { z } from 'zod';
import { currencyCode, id, isoDay, isoInstant, minorOut, pageOf, pageQuery } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';
import { CARRY_REASONS, RUN_STATES } from './model.ts';

/** Queue [payout-lines]: draw this publisher's line in this run. */
export const drawRequest = z.strictObject({ v: z.literal(1), runId: id, publisherId: id });
export type DrawRequest = z.output<typeof drawRequest>;

const actor = z.strictObject({ keyId: z.string(), subjectId: z.string() });
const step = z.strictObject({ by: actor, at: isoInstant, reason: z.string().optional() });

const fileView = z.strictObject({
  name: z.string(),
  sha256: z.string().meta({ description: 'Of the file as it was issued' }),
  bytes: z.int(),
  payments: z.int(),
  currency: currencyCode,
  totalMinor: minorOut,
});

export const runView = z
  .strictObject({
    runId: z.string().meta({ example: 'run_weekly_2026-03-01' }),
    toDay: isoDay.meta({ description: 'The last day it pays' }),
    state: z.enum(RUN_STATES),
    opened: step,
    publishers: z.int().meta({ description: 'Publishers asked for a line so far' }),
    drawnAt: isoInstant.optional(),
    totals: z.array(
      z.strictObject({
        currency: currencyCode,
        paidLines: z.int(),
        carriedLines: z.int(),
        payMinor: minorOut,
        carriedMinor: minorOut,
      }),
    ),
    stopped: z.strictObject({ at: isoInstant, publisherId: z.string(), reason: z.string() }).optional(),
    approved: step.optional(),
    cancelled: step.optional(),
    issuedAt: isoInstant.optional(),
    files: z.array(fileView),
  })
  .meta({ id: 'PayoutRun' });
export type RunView = z.input<typeof runView>;

const lineFields = {
  runId: z.string(),
  fromDay: isoDay,
  toDay: isoDay,
  currency: currencyCode,
  entries: z.int().meta({ description: 'Ledger entries of the period' }),
  entriesMinor: minorOut,
  carriedInMinor: minorOut,
  totalMinor: minorOut,
  thresholdMinor: minorOut,
  decision: z.enum(['pay', 'carry', 'nothing']),
  reason: z.enum(CARRY_REASONS).optional(),
  payMinor: minorOut,
  carriedOutMinor: minorOut,
  payee: z.strictObject({ legalName: z.string(), account: z.string() }).optional(),
  digest: z.string().meta({ description: 'SHA-256 over the entries, as they were when the line was drawn' }),
  drawnAt: isoInstant,
};

export const lineView = z.strictObject({ publisherId: z.string(), ...lineFields }).meta({ id: 'PayoutLine' });
export type LineView = z.input<typeof lineView>;

export const statementView = z
  .strictObject({
    ...lineFields,
    state: z.enum(['pending', 'approved', 'issued', 'cancelled']),
    explanation: z.string().optional().meta({ description: 'Why it is not paid now' }),
    paidMinor: minorOut.meta({ description: 'What this run pays; 0 for one that was cancelled' }),
  })
  .meta({ id: 'Statement' });
export type StatementView = z.input<typeof statementView>;

const runParams = z.strictObject({ runId: id });
const finance = { tag: 'Payouts', roles: ['finance', 'operator'] } as const;
const publisher = { tag: 'Statements', scope: 'statements:read', roles: ['publisher'] } as const;

export const requestPayoutRun = defineRoute({
  ...finance,
  operationId: 'requestPayoutRun',
  method: 'POST',
  path: '/v1/payout-runs',
  summary: 'Opens a payout run up to a day',
  description: 'Refused until 60 minutes after the end of that day, and when the run is open already.',
  scope: 'payouts:write',
  body: z.strictObject({ toDay: isoDay }),
  status: 201,
  response: runView,
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

export const approvePayoutRun = defineRoute({
  ...finance,
  operationId: 'approvePayoutRun',
  method: 'POST',
  path: '/v1/payout-runs/{runId}/approve',
  summary: 'Approves a drawn run',
  description: 'Not by whoever opened or changed it, by key or by person. Its files are there about a minute later.',
  scope: 'payouts:approve',
  params: runParams,
  status: 200,
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
  body: z.strictObject({ reason: z.string().trim().min(3).max(300) }),
  status: 200,
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
  status: 200,
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
  params: z.strictObject({ runId: id, name: z.string().min(1).max(160) }),
  status: 200,
  responseType: 'text/csv; charset=utf-8',
});

export const listStatements = defineRoute({
  ...publisher,
  operationId: 'listStatements',
  method: 'GET',
  path: '/v1/statements',
  summary: 'Your statements, newest first',
  query: pageQuery,
  status: 200,
  response: pageOf(statementView),
});

export const getStatement = defineRoute({
  ...publisher,
  operationId: 'getStatement',
  method: 'GET',
  path: '/v1/statements/{runId}',
  summary: 'Your statement in one payout run',
  params: runParams,
  status: 200,
  response: statementView,
});

export const downloadStatement = defineRoute({
  ...publisher,
  operationId: 'downloadStatement',
  method: 'GET',
  path: '/v1/statements/{runId}/csv',
  summary: 'Your statement as CSV, with every entry',
  params: runParams,
  status: 200,
  responseType: 'text/csv; charset=utf-8',
});

/** Every operation of this context, for the OpenAPI document. */
export const payoutsRoutes = [
  requestPayoutRun,
  listPayoutRuns,
  getPayoutRun,
  listPayoutLines,
  approvePayoutRun,
  cancelPayoutRun,
  resumePayoutRun,
  listPayoutFiles,
  getPayoutFile,
  listStatements,
  getStatement,
  downloadStatement,
] as const;
