import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { type InventoryDeps, showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: InventoryDeps): HttpHandler =>
  apiHandler(inventoryRoutes.listStock, deps, async ({ query: { state, ...page } }) => {
    const { items, ...rest } = await deps.stock.list(state, page);
    return { ...rest, items: items.map(showStock) };
  });
