import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type ScalingPorts, setScaling } from '../../../shared/tracking/inventory/set-scaling.ts';

export const handlerOf = (deps: ApiDeps & ScalingPorts): HttpHandler =>
  apiHandler(inventoryRoutes.endScaling, deps, async ({ params: { poolId }, event }) => {
    await setScaling(deps, poolId, undefined, seenVersion(event));
    return undefined;
  });
