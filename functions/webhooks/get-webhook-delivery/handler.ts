import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { getDelivery as route } from '../../../shared/webhooks/contract/deliveries.ts';
import { ownWebhook } from '../../../shared/webhooks/manage-webhooks.ts';
import { parseDeliveryId } from '../../../shared/webhooks/model.ts';
import type { Stores } from '../compose.ts';
import { showDelivery } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Stores): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params }) => {
    const { webhookId } = await ownWebhook(deps, principal, params.webhookId);
    const name = parseDeliveryId(params.deliveryId);
    const delivery = name && (await deps.deliveries.find(webhookId, name));
    if (!delivery) throw notFound('the delivery');
    return showDelivery(delivery);
  });
