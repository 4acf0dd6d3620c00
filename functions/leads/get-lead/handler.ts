import { getLead } from '../../../shared/leads/contract/leads.ts';
import { type ShowPorts, showLead } from '../../../shared/leads/show-lead.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & ShowPorts): HttpHandler =>
  apiHandler(getLead, deps, ({ principal, params }) => showLead(deps, principal, params.leadId));
