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
  alsoFails: ['too-large'],
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
  alsoFails: ['too-large'],
  responseType: 'text/csv; charset=utf-8',
});

export const downloadStatementPdf = defineRoute({
  ...publisher,
  operationId: 'downloadStatementPdf',
  method: 'GET',
  path: '/v1/statements/{runId}/pdf',
  summary: 'Your statement as PDF, with every entry',
  params: runParams,
  status: 200,
  alsoFails: ['too-large'],
  responseType: 'application/pdf',
});
