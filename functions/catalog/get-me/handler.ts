import { getMe } from '../../../shared/catalog/contract/me.ts';
import { nameOf } from '../../../shared/catalog/name-of.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'advertisers' | 'publishers' | 'setters'>): HttpHandler =>
  apiHandler(getMe, deps, async ({ principal }) => {
    const { keyId, role, subjectId, scopes, approvalLimits, personName } = principal;
    return {
      keyId,
      role,
      subjectId,
      name: await nameOf(deps, principal),
      ...(personName === undefined ? {} : { personName }),
      scopes: [...scopes],
      ...(approvalLimits ? { approvalLimits: approvalLimits.map((limit) => ({ ...limit })) } : {}),
    };
  });
