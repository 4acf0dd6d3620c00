import type { PublisherStore } from '../../../shared/catalog/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { makeSnippet, scriptUrl } from '../../../shared/tracking/make-snippet.ts';
import type { PoolStore } from '../../../shared/tracking/ports.ts';
import { publisherAsked } from '../answers.ts';

interface TagPorts {
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly pools: Pick<PoolStore, 'list'>;
  readonly publicUrl: string;
}

/** One snippet per pool; a publisher with more than this many has them all under GET /v1/pools. */
const MAX_SNIPPETS = 100;

export const getTagHandler = (deps: ApiDeps & TagPorts): HttpHandler =>
  apiHandler(trackingRoutes.getTag, deps, async ({ query, principal }) => {
    const publisher = await deps.publishers.get(publisherAsked(principal, query.publisherId));
    if (!publisher) throw notFound('the publisher');
    const { publisherId, tagKey, origins } = publisher;
    const pools = await deps.pools.list(publisherId, { limit: MAX_SNIPPETS });
    return {
      key: tagKey,
      origins: [...origins],
      scriptUrl: scriptUrl(deps.publicUrl),
      snippets: pools.items.map(({ poolId, fallbackNumber }) => ({
        poolId,
        number: fallbackNumber,
        html: makeSnippet(deps.publicUrl, tagKey, fallbackNumber),
      })),
    };
  });
