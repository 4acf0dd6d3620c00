import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type ScalingPorts, setScaling } from '../../../shared/tracking/inventory/set-scaling.ts';

export const handlerOf = (deps: ApiDeps & ScalingPorts): HttpHandler =>
  apiHandler(inventoryRoutes.setScaling, deps, async ({ params: { poolId }, body, event }) =>
    tagged(await setScaling(deps, poolId, body, seenVersion(event))),
  );
