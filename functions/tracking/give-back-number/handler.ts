import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { releaseNumber } from '../../../shared/tracking/inventory/move-number.ts';
import { type InventoryDeps, showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: InventoryDeps): HttpHandler =>
  apiHandler(inventoryRoutes.giveBackNumber, deps, async ({ params: { number } }) =>
    showStock(await releaseNumber(deps, number)),
  );
