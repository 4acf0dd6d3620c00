import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type ScalingPorts, showScaling } from '../../../shared/tracking/inventory/set-scaling.ts';
import { taggedScaling } from '../inventory-deps.ts';

export const handlerOf = (deps: ApiDeps & ScalingPorts): HttpHandler =>
  apiHandler(inventoryRoutes.getScaling, deps, async ({ params: { poolId } }) =>
    taggedScaling(await showScaling(deps, poolId)),
  );
