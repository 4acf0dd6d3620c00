import { checkAdjustments } from '../../../shared/ledger/check-adjustments.ts';
import { previewAdjustments } from '../../../shared/ledger/contract/adjustments.ts';
import { parseAdjustments } from '../../../shared/ledger/parse-adjustments.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & Parameters<typeof checkAdjustments>[0]): HttpHandler =>
  apiHandler(previewAdjustments, deps, async ({ body }) => {
    const rows = parseAdjustments(body.csv);
    const { advertisers, publishers } = await checkAdjustments(deps, rows);
    return { rows: rows.length, advertisers: [...advertisers], publishers: [...publishers] };
  });
