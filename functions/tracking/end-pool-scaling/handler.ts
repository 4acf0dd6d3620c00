import { notFound } from '../../../shared/kernel/problem.ts';
import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import type { InventoryDeps } from '../inventory-deps.ts';

export const handlerOf = (deps: InventoryDeps): HttpHandler =>
  apiHandler(inventoryRoutes.endScaling, deps, async ({ params: { poolId } }) => {
    if (!(await deps.scaling.set(poolId, undefined))) throw notFound('the pool');
    return undefined;
  });
