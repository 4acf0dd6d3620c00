import { listKeys } from '../../../shared/catalog/contract/keys.ts';
import { keysAsked } from '../../../shared/catalog/own-keys.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showKey, showPage } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'keys'>): HttpHandler =>
  apiHandler(listKeys, deps, async ({ principal, query: { limit, cursor, ...asked } }) =>
    showPage(await deps.keys.list({ limit, cursor }, keysAsked(principal, asked)), showKey),
  );
