import { setPublisherState } from '../../../shared/catalog/contract/parties.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import type { CatalogDeps } from '../compose.ts';
import { showPublisher } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'publishers'>): HttpHandler =>
  apiHandler(setPublisherState, deps, async ({ params, body }) => {
    const changed = await deps.publishers.change(params.publisherId, body);
    if (!changed) throw notFound('the publisher');
    return showPublisher(changed);
  });
