import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type ScalingPorts, showScaling } from '../../../shared/tracking/inventory/set-scaling.ts';

export const handlerOf = (deps: ApiDeps & ScalingPorts): HttpHandler =>
  apiHandler(inventoryRoutes.getScaling, deps, async ({ params: { poolId } }) =>
    tagged(await showScaling(deps, poolId)),
  );
