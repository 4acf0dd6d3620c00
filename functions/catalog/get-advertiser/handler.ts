import { getAdvertiser } from '../../../shared/catalog/contract/parties.ts';
import { ownParty } from '../../../shared/catalog/own-party.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showAdvertiser } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'advertisers'>): HttpHandler =>
  apiHandler(getAdvertiser, deps, async ({ principal, params }) => {
    const advertiser = await deps.advertisers.get(ownParty(principal, 'advertiser', params.advertiserId));
    if (!advertiser) throw notFound('the advertiser');
    return showAdvertiser(advertiser);
  });
