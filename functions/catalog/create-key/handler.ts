import { createKey } from '../../../shared/catalog/contract/keys.ts';
import { issueKey } from '../../../shared/catalog/issue-key.ts';
import { holderOf } from '../../../shared/catalog/own-keys.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showKey } from '../views.ts';

export const handlerOf = (
  deps: ApiDeps & Pick<CatalogDeps, 'keys' | 'advertisers' | 'publishers' | 'offers' | 'clock'>,
): HttpHandler =>
  apiHandler(createKey, deps, async ({ ids, principal, body }) => {
    const { apiKey, key } = await issueKey(deps, ids, principal, { ...body, ...holderOf(principal, body) });
    return { ...showKey(apiKey), key };
  });
