import { z } from 'zod';
import { id, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { statementView } from './views.ts';

const publisher = { tag: 'Statements', scope: 'statements:read', roles: ['publisher'] } as const;
const runParams = z.strictObject({ runId: id });

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
  fails: { 'too-large': 'the statement has 61200 entries; ask for its days one by one' },
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
  fails: { 'too-large': 'the statement has 61200 entries; ask for its days one by one' },
  responseType: 'text/csv; charset=utf-8',
  sample: [
    'day,what,id,outcome,reason,amount,currency,setter',
    '2026-03-09,verdict,entry_4vz8,call_8x0cq2,qualified,30.00,USD,',
    '2026-03-15,total,run_weekly_2026-03-15,,,30.00,USD,',
    '2026-03-15,paid,run_weekly_2026-03-15,,,30.00,USD,',
  ].join('\r\n'),
});

export const downloadStatementPdf = defineRoute({
  ...publisher,
  operationId: 'downloadStatementPdf',
  method: 'GET',
  path: '/v1/statements/{runId}/pdf',
  summary: 'Your statement as PDF, with every entry',
  params: runParams,
  status: 200,
  fails: { 'too-large': 'the statement has 61200 entries; read it as CSV' },
  responseType: 'application/pdf',
  sample: '%PDF-1.7 …',
});
