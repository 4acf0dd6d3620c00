import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { buyNumber } from '../../../shared/tracking/inventory/buy-number.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type InventoryDeps, showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: InventoryDeps): HttpHandler =>
  apiHandler(inventoryRoutes.buyNumber, deps, async ({ body: { carrier, number } }) =>
    showStock(await buyNumber(deps, carrier, number)),
  );
