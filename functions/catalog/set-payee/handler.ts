import { setPayee as route } from '../../../shared/catalog/contract/payees.ts';
import { ownParty } from '../../../shared/catalog/own-party.ts';
import type { PayeeStore, PublisherStore } from '../../../shared/catalog/ports.ts';
import { setPayee } from '../../../shared/catalog/set-payee.ts';
import { invalidField } from '../../../shared/kernel/problem.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { taggedPayee } from '../views.ts';

interface SetPayeeDeps extends ApiDeps {
  readonly payees: Pick<PayeeStore, 'set'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly clock: Clock;
}

export const handlerOf = (deps: SetPayeeDeps): HttpHandler =>
  apiHandler(route, deps, async ({ params, body, principal, event }) => {
    const publisherId = ownParty(principal, 'publisher', params.publisherId);
    const { keyId, subjectId, role } = principal;
    // The plain file is paid without a verification: who gets into it is not for the payee to say.
    if (role === 'publisher' && body.method === 'csv') throw invalidField('body.method', 'is for the network to set');
    const by = { keyId, subjectId, atMs: deps.clock.nowMs() };
    return taggedPayee(await setPayee(deps, publisherId, body, by, seenVersion(event)));
  });
