import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { listDeliveries as route } from '../../../shared/webhooks/contract/deliveries.ts';
import { ownWebhook } from '../../../shared/webhooks/manage-webhooks.ts';
import type { Stores } from '../compose.ts';
import { showSummary } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Stores): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, query }) => {
    const { webhookId } = await ownWebhook(deps, principal, params.webhookId);
    const page = await deps.deliveries.list(webhookId, query, query);
    return { ...page, items: page.items.map(showSummary) };
  });
