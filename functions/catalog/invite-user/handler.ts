import { inviteUser as route } from '../../../shared/catalog/contract/users.ts';
import { inviteUser } from '../../../shared/catalog/invite-user.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showUser } from '../views.ts';

export const handlerOf = (
  deps: ApiDeps & Pick<CatalogDeps, 'users' | 'advertisers' | 'publishers' | 'clock'>,
): HttpHandler =>
  apiHandler(route, deps, async ({ principal, body }) => showUser(await inviteUser(deps, principal, body)));
