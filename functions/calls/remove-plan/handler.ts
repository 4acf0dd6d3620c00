import { removePlan as route } from '../../../shared/calls/routing/plan/contract.ts';
import { removePlan, type SetPlanPorts } from '../../../shared/calls/routing/plan/set-plan.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';

export const handlerOf = (deps: ApiDeps & Pick<SetPlanPorts, 'offers' | 'plans'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { offerId }, event }) => {
    await removePlan(deps, principal, offerId, seenVersion(event));
    return undefined;
  });
