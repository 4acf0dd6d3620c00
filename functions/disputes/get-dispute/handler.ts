import { getDispute } from '../../../shared/disputes/contract.ts';
import type { DisputeStore } from '../../../shared/disputes/ports.ts';
import { showDispute } from '../../../shared/disputes/show-disputes.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly disputes: DisputeStore }): HttpHandler =>
  apiHandler(getDispute, deps, ({ principal, params }) => showDispute(deps.disputes, principal, params.disputeId));
