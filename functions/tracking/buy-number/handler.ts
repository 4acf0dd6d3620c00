import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type BuyPorts, buyNumber } from '../../../shared/tracking/inventory/buy-number.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import { showStock } from '../inventory-deps.ts';

export const handlerOf = (deps: ApiDeps & BuyPorts): HttpHandler =>
  apiHandler(inventoryRoutes.buyNumber, deps, async ({ body: { carrier, number } }) =>
    showStock(await buyNumber(deps, carrier, number)),
  );
