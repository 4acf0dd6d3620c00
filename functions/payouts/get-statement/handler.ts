import { getStatement } from '../../../shared/payouts/contract.ts';
import { readStatement } from '../../../shared/payouts/read-statement.ts';
import { viewStatement } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { PayoutsApi } from '../api.ts';

export const getStatementHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(getStatement, deps, async ({ params, principal }) => {
    const { line, run } = await readStatement(deps, principal.subjectId, params.runId);
    return viewStatement(line, run);
  });
