import { setPublisherState } from '../../../shared/catalog/contract/parties.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import type { CatalogDeps } from '../compose.ts';
import { taggedPublisher } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'publishers'>): HttpHandler =>
  apiHandler(setPublisherState, deps, async ({ params, body, event }) => {
    const changed = await deps.publishers.change(params.publisherId, body, seenVersion(event));
    if (!changed) throw notFound('the publisher');
    return taggedPublisher(changed);
  });
