import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import type { InventoryDeps } from '../inventory-deps.ts';

export const handlerOf = (deps: InventoryDeps): HttpHandler =>
  apiHandler(inventoryRoutes.searchNumbers, deps, async ({ query: { carrier, ...wish } }) => ({
    items: [...(await deps.shops[carrier].search(wish))],
  }));
