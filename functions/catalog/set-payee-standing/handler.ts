import { setPayeeStanding as route } from '../../../shared/catalog/contract/payees.ts';
import type { PayeeStore } from '../../../shared/catalog/ports.ts';
import { setPayeeStanding } from '../../../shared/catalog/set-payee-standing.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { taggedPayee } from '../views.ts';

export const handlerOf = (deps: ApiDeps & { readonly payees: Pick<PayeeStore, 'see' | 'stand'> }): HttpHandler =>
  apiHandler(route, deps, async ({ params, body, principal, event }) =>
    taggedPayee(await setPayeeStanding(deps, params.publisherId, body, principal, seenVersion(event))),
  );
