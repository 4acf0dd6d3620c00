import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type MovePorts, releaseNumber } from '../../../shared/tracking/inventory/move-number.ts';
import { showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: ApiDeps & MovePorts): HttpHandler =>
  apiHandler(inventoryRoutes.giveBackNumber, deps, async ({ params: { number } }) =>
    showStock(await releaseNumber(deps, number)),
  );
