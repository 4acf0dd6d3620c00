import { getPublisher } from '../../../shared/catalog/contract/parties.ts';
import { ownParty } from '../../../shared/catalog/own-party.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { taggedPublisher } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'publishers'>): HttpHandler =>
  apiHandler(getPublisher, deps, async ({ principal, params }) => {
    const publisher = await deps.publishers.get(ownParty(principal, 'publisher', params.publisherId));
    if (!publisher) throw notFound('the publisher');
    return taggedPublisher(publisher);
  });
