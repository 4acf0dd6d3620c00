import { listExchangeRates } from '../../../shared/catalog/contract/rates.ts';
import type { RateStore } from '../../../shared/catalog/exchange-rate.ts';
import { toIso } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly rates: RateStore }): HttpHandler =>
  apiHandler(listExchangeRates, deps, async ({ query }) => {
    const { items, ...rest } = await deps.rates.list(query.from, query.to, query);
    return { ...rest, items: items.map(({ createdAtMs, ...rate }) => ({ ...rate, createdAt: toIso(createdAtMs) })) };
  });
