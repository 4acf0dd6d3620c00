import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { placeNumber } from '../../../shared/tracking/inventory/move-number.ts';
import { type InventoryDeps, showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: InventoryDeps): HttpHandler =>
  apiHandler(inventoryRoutes.placeNumber, deps, async ({ params: { number }, body: { poolId } }) =>
    showStock(await placeNumber(deps, number, poolId)),
  );
