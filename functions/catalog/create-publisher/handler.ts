import { createPublisher } from '../../../shared/catalog/contract/parties.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showPublisher } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'publishers' | 'clock'>): HttpHandler =>
  apiHandler(createPublisher, deps, async ({ body, ids }) => {
    const publisherId = ids.next('pub');
    const publisher = { ...body, publisherId, tagKey: ids.next('tag'), createdAtMs: deps.clock.nowMs() };
    return showPublisher(await deps.publishers.create(publisher));
  });
