import { returnLead as route } from '../../../shared/leads/delivery/contract.ts';
import { type ReturnPorts, returnLead } from '../../../shared/leads/delivery/return-lead.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & ReturnPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { leadId }, body }) => ({
    leadId,
    disputeId: await returnLead(deps, principal.subjectId, leadId, body),
  }));
