import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { getWebhook as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { ownWebhook } from '../../../shared/webhooks/manage-webhooks.ts';
import type { WebhookStore } from '../../../shared/webhooks/ports.ts';
import { taggedWebhook } from '../views.ts';

export const handlerOf = (deps: ApiDeps & { readonly webhooks: Pick<WebhookStore, 'get'> }): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params }) =>
    taggedWebhook(await ownWebhook(deps, principal, params.webhookId)),
  );
