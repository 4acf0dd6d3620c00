import { listPayoutFiles } from '../../../shared/payouts/contract.ts';
import { unknownRun } from '../../../shared/payouts/run-id.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { PayoutsApi } from '../api.ts';

export const listPayoutFilesHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(listPayoutFiles, deps, async ({ params }) => {
    const run = await deps.runs.get(params.runId);
    if (!run) throw unknownRun(params.runId);
    return { items: run.files.map((file) => ({ ...file })) };
  });
