import { setLeadDelivery } from '../../../shared/leads/delivery/contract.ts';
import { type SaveTargetPorts, saveTarget } from '../../../shared/leads/delivery/save-target.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { taggedDelivery } from '../delivery-view.ts';

export const handlerOf = (deps: ApiDeps & SaveTargetPorts): HttpHandler =>
  apiHandler(setLeadDelivery, deps, async ({ principal, params, body, event }) =>
    taggedDelivery(await saveTarget(deps, principal, params.offerId, body, seenVersion(event))),
  );
