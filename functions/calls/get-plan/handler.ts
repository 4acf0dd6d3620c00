import { getPlan as route } from '../../../shared/calls/routing/plan/contract.ts';
import { type SetPlanPorts, showPlan } from '../../../shared/calls/routing/plan/set-plan.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { taggedPlan } from '../plan-view.ts';

export const handlerOf = (deps: ApiDeps & Pick<SetPlanPorts, 'offers' | 'plans'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { offerId } }) =>
    taggedPlan(offerId, await showPlan(deps, principal, offerId)),
  );
