import { type ChainDeps, checkChain } from '../../../shared/billing/check-chain.ts';
import { checkLineChain } from '../../../shared/billing/contract.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const checkLineChainHandler = (deps: ApiDeps & ChainDeps): HttpHandler =>
  apiHandler(checkLineChain, deps, async ({ params, query }) => {
    const page = await checkChain(deps, params.publisherId, query);
    const items = page.items.map(({ line, difference }) => ({
      runId: line.runId,
      seq: line.seq,
      fromDay: line.fromDay,
      toDay: line.toDay,
      entries: line.entries.count,
      digest: line.entries.digest,
      holds: difference === undefined,
      difference,
    }));
    return { ...page, items };
  });
