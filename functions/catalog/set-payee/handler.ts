import { setPayee as route } from '../../../shared/catalog/contract/payees.ts';
import type { PayeeStore, PublisherStore } from '../../../shared/catalog/ports.ts';
import { setPayee } from '../../../shared/catalog/set-payee.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { showPublisher } from '../views.ts';

interface SetPayeeDeps extends ApiDeps {
  readonly payees: Pick<PayeeStore, 'set'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly clock: Clock;
}

export const handlerOf = (deps: SetPayeeDeps): HttpHandler =>
  apiHandler(route, deps, async ({ params, body, principal: { keyId, subjectId } }) =>
    showPublisher(await setPayee(deps, params.publisherId, body, { keyId, subjectId, atMs: deps.clock.nowMs() })),
  );
