import { listPayoutLines } from '../../../shared/payouts/contract.ts';
import { unknownRun } from '../../../shared/payouts/run-id.ts';
import { viewLine } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { PayoutsApi } from '../api.ts';

export const listPayoutLinesHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(listPayoutLines, deps, async ({ params, query }) => {
    const run = await deps.runs.get(params.runId);
    if (!run) throw unknownRun(params.runId);
    const page = await deps.lines.listOfRun(params.runId, query);
    return { ...page, items: page.items.map((line) => viewLine(line, run)) };
  });
