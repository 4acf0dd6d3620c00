import { setLeadDelivery } from '../../../shared/leads/delivery/contract.ts';
import { type SaveTargetPorts, saveTarget } from '../../../shared/leads/delivery/save-target.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { showTarget } from '../delivery-view.ts';

export const handlerOf = (deps: ApiDeps & SaveTargetPorts): HttpHandler =>
  apiHandler(setLeadDelivery, deps, async ({ principal, params, body }) => {
    const { target, secret } = await saveTarget(deps, principal, params.offerId, body);
    return { ...showTarget(target), secret };
  });
