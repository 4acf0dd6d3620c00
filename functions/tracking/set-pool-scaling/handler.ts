import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type ScalingPorts, setScaling } from '../../../shared/tracking/inventory/set-scaling.ts';
import { taggedScaling } from '../inventory-deps.ts';

export const handlerOf = (deps: ApiDeps & ScalingPorts): HttpHandler =>
  apiHandler(inventoryRoutes.setScaling, deps, async ({ params: { poolId }, body, event }) =>
    taggedScaling(await setScaling(deps, poolId, body, seenVersion(event))),
  );
