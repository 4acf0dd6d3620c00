import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import type { ScalingStore } from '../../../shared/tracking/inventory/ports.ts';

export const handlerOf = (deps: ApiDeps & { readonly scaling: Pick<ScalingStore, 'set'> }): HttpHandler =>
  apiHandler(inventoryRoutes.setScaling, deps, async ({ params: { poolId }, body }) => {
    if (!(await deps.scaling.set(poolId, body))) throw notFound('the pool');
    return { poolId, scaling: body };
  });
