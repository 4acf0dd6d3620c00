import { listStatements } from '../../../shared/payouts/contract.ts';
import { readStatements } from '../../../shared/payouts/read-statement.ts';
import { viewStatement } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { PayoutsApi } from '../api.ts';

export const listStatementsHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(listStatements, deps, async ({ query, principal }) => {
    const page = await readStatements(deps, principal.subjectId, query);
    return { ...page, items: page.items.map(({ line, run }) => viewStatement(line, run)) };
  });
