import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import type { Shops } from '../../../shared/tracking/inventory/ports.ts';

export const handlerOf = (deps: ApiDeps & { readonly shops: Shops }): HttpHandler =>
  apiHandler(inventoryRoutes.searchNumbers, deps, async ({ query: { carrier, ...wish } }) => ({
    items: [...(await deps.shops[carrier].search(wish))],
  }));
