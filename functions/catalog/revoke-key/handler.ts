import { revokeKey } from '../../../shared/catalog/contract/keys.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import type { CatalogDeps } from '../compose.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'keys' | 'clock'>): HttpHandler =>
  apiHandler(revokeKey, deps, async ({ params }) => {
    if ((await deps.keys.revoke(params.keyId, deps.clock.nowMs())) === 'missing') throw notFound('the key');
    return undefined;
  });
