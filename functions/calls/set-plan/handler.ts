import { setPlan as route } from '../../../shared/calls/routing/plan/contract.ts';
import { type SetPlanPorts, setPlan } from '../../../shared/calls/routing/plan/set-plan.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { taggedPlan } from '../plan-view.ts';

export const handlerOf = (deps: ApiDeps & SetPlanPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { offerId }, body, event }) =>
    taggedPlan(offerId, await setPlan(deps, principal, offerId, body, seenVersion(event))),
  );
