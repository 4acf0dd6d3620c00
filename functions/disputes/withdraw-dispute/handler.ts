import { withdrawDispute } from '../../../shared/disputes/contract.ts';
import { type MovePorts, moveOn } from '../../../shared/disputes/decide-dispute.ts';
import { viewDispute } from '../../../shared/disputes/show-disputes.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { actorOf } from '../actor.ts';

export const handlerOf = (deps: ApiDeps & MovePorts): HttpHandler =>
  apiHandler(withdrawDispute, deps, async ({ principal, params, body }) => {
    const by = actorOf(principal);
    return viewDispute(principal, await moveOn(deps, params.disputeId, by, { kind: 'withdraw' }, body));
  });
