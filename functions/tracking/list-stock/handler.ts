import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import type { StockStore } from '../../../shared/tracking/inventory/ports.ts';
import { showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: ApiDeps & { readonly stock: Pick<StockStore, 'list'> }): HttpHandler =>
  apiHandler(inventoryRoutes.listStock, deps, async ({ query: { state, ...page } }) => {
    const { items, ...rest } = await deps.stock.list(state, page);
    return { ...rest, items: items.map(showStock) };
  });
