import { withdrawDispute } from '../../../shared/disputes/contract.ts';
import { moveOn } from '../../../shared/disputes/decide-dispute.ts';
import type { SettlePorts } from '../../../shared/disputes/settle-dispute.ts';
import { viewDispute } from '../../../shared/disputes/show-disputes.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & SettlePorts): HttpHandler =>
  apiHandler(withdrawDispute, deps, async ({ principal, params, body }) => {
    const by = { role: 'advertiser', subjectId: principal.subjectId } as const;
    return viewDispute(principal, await moveOn(deps, params.disputeId, by, { kind: 'withdraw' }, body));
  });
