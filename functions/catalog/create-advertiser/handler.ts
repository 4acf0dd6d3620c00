import { createAdvertiser } from '../../../shared/catalog/contract/parties.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showAdvertiser } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'advertisers' | 'clock'>): HttpHandler =>
  apiHandler(createAdvertiser, deps, async ({ body, ids }) => {
    const advertiser = { advertiserId: ids.next('adv'), name: body.name, createdAtMs: deps.clock.nowMs() };
    return showAdvertiser(await deps.advertisers.create(advertiser));
  });
