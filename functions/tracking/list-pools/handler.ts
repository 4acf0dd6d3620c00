import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import type { PoolStore } from '../../../shared/tracking/ports.ts';
import { poolAnswer, publisherAsked } from '../answers.ts';

export const listPoolsHandler = (deps: ApiDeps & { readonly pools: PoolStore }): HttpHandler =>
  apiHandler(trackingRoutes.listPools, deps, async ({ query, principal }) => {
    const page = await deps.pools.list(publisherAsked(principal, query.publisherId), query);
    return { ...page, items: page.items.map(poolAnswer) };
  });
