import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { inventoryRoutes } from '../../../shared/tracking/inventory/contract.ts';
import type { PoolNames, StockStore } from '../../../shared/tracking/inventory/ports.ts';
import { showStock } from '../inventory-deps.ts';

export interface ListDeps extends ApiDeps {
  readonly stock: Pick<StockStore, 'list'>;
  readonly poolNames: PoolNames;
}

export const handlerOf = (deps: ListDeps): HttpHandler =>
  apiHandler(inventoryRoutes.listStock, deps, async ({ query: { state, ...page } }) => {
    const { items, ...rest } = await deps.stock.list(state, page);
    const pools = await deps.poolNames.named(items.flatMap(({ poolId }) => poolId ?? []));
    const shown = items.map((number) => {
      const { name: poolName, publisherId } = pools.get(number.poolId ?? '') ?? {};
      return { ...showStock(number), poolName, publisherId };
    });
    return { ...rest, items: shown };
  });
