import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { restNumber } from '../../../shared/tracking/inventory/move-number.ts';
import { type InventoryDeps, showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: InventoryDeps): HttpHandler =>
  apiHandler(inventoryRoutes.restNumber, deps, async ({ params: { number } }) =>
    showStock(await restNumber(deps, number)),
  );
