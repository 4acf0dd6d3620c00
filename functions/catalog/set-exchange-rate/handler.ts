import { setExchangeRate } from '../../../shared/catalog/contract/rates.ts';
import { type RateStore, setRate } from '../../../shared/catalog/exchange-rate.ts';
import { type Clock, toIso } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly rates: RateStore; readonly clock: Clock }): HttpHandler =>
  apiHandler(setExchangeRate, deps, async ({ body }) => {
    const { createdAtMs, ...rate } = await setRate(deps.rates, { ...body, createdAtMs: deps.clock.nowMs() });
    return { ...rate, createdAt: toIso(createdAtMs) };
  });
