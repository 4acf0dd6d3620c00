import { setUserState } from '../../../shared/catalog/contract/users.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import type { CatalogDeps } from '../compose.ts';
import { showUser } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'users'>): HttpHandler =>
  apiHandler(setUserState, deps, async ({ params, body, event }) => {
    const user = await deps.users.setState(params.userId, body.state, seenVersion(event));
    if (!user) throw notFound('the person');
    return tagged(showUser(user));
  });
