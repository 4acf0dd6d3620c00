import type { PublisherStore } from '../../../shared/catalog/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { checkTag, type TagCheckDeps } from '../../../shared/tracking/check-tag.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { scriptUrl } from '../../../shared/tracking/make-snippet.ts';
import type { PoolStore } from '../../../shared/tracking/ports.ts';
import { publisherAsked } from '../answers.ts';

interface CheckTagPorts extends TagCheckDeps {
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly pools: Pick<PoolStore, 'list'>;
  readonly publicUrl: string;
}

const MAX_POOLS = 100;

export const handlerOf = (deps: ApiDeps & CheckTagPorts): HttpHandler =>
  apiHandler(trackingRoutes.checkTag, deps, async ({ body, principal }) => {
    const publisher = await deps.publishers.get(publisherAsked(principal, body.publisherId));
    if (!publisher) throw notFound('the publisher');
    const { publisherId, tagKey, origins } = publisher;
    const { items } = await deps.pools.list(publisherId, { limit: MAX_POOLS });
    const numbers = items.map(({ fallbackNumber }) => fallbackNumber);
    const owner = { tagKey, origins, numbers, scriptUrl: scriptUrl(deps.publicUrl) };
    const { works, findings } = await checkTag(deps, body.url, owner);
    return { works, findings: [...findings] };
  });
