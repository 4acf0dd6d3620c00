import { tieOutPayoutRun } from '../../../shared/billing/contract.ts';
import { type TieOutDeps, tieOutRun } from '../../../shared/billing/tie-out-run.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const tieOutPayoutRunHandler = (deps: ApiDeps & TieOutDeps): HttpHandler =>
  apiHandler(tieOutPayoutRun, deps, async ({ params }) => {
    const report = await tieOutRun(deps, params.runId);
    return {
      ...report,
      tiesOut: report.differencesFound === 0,
      currencies: [...report.currencies],
      differences: [...report.differences],
    };
  });
