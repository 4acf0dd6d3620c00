import { answerDispute } from '../../../shared/disputes/contract.ts';
import { type DecidePorts, moveOn } from '../../../shared/disputes/decide-dispute.ts';
import { viewDispute } from '../../../shared/disputes/show-disputes.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { actorOf } from '../actor.ts';

export const handlerOf = (deps: ApiDeps & DecidePorts): HttpHandler =>
  apiHandler(answerDispute, deps, async ({ principal, params, body }) => {
    const { answer, note, evidence } = body;
    const by = actorOf(principal);
    return viewDispute(principal, await moveOn(deps, params.disputeId, by, { kind: answer }, { note, evidence }));
  });
