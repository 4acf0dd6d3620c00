import { ownOffer } from '../../../shared/catalog/own-offer.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { getLeadDelivery } from '../../../shared/leads/delivery/contract.ts';
import type { SaveTargetPorts } from '../../../shared/leads/delivery/save-target.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { taggedDelivery } from '../delivery-view.ts';

export const handlerOf = (deps: ApiDeps & Pick<SaveTargetPorts, 'offers' | 'targets'>): HttpHandler =>
  apiHandler(getLeadDelivery, deps, async ({ principal, params: { offerId } }) => {
    await ownOffer(deps.offers, principal, offerId);
    const target = await deps.targets.get(offerId);
    if (!target) throw notFound('the delivery');
    return taggedDelivery({ target });
  });
