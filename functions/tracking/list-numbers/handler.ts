import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import type { NumberLists } from '../../../shared/tracking/ports.ts';
import { numberAnswer, publisherAsked } from '../answers.ts';

export const listNumbersHandler = (deps: ApiDeps & { readonly numbers: NumberLists }): HttpHandler =>
  apiHandler(trackingRoutes.listNumbers, deps, async ({ query, principal }) => {
    const page = await deps.numbers.list(publisherAsked(principal, query.publisherId), query.poolId, query);
    return { ...page, items: page.items.map(numberAnswer) };
  });
