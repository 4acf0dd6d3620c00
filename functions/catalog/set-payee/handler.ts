import { setPayee } from '../../../shared/catalog/contract/parties.ts';
import type { PayeeStore } from '../../../shared/catalog/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { showPublisher } from '../views.ts';

export const handlerOf = (deps: ApiDeps & { readonly payees: Pick<PayeeStore, 'set'> }): HttpHandler =>
  apiHandler(setPayee, deps, async ({ params, body }) => {
    const publisher = await deps.payees.set(params.publisherId, body);
    if (!publisher) throw notFound('the publisher');
    return showPublisher(publisher);
  });
