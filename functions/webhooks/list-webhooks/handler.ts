import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { listWebhooks as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { ownerOf } from '../../../shared/webhooks/manage-webhooks.ts';
import type { WebhookStore } from '../../../shared/webhooks/ports.ts';
import { showWebhook } from '../views.ts';

export const handlerOf = (deps: ApiDeps & { readonly webhooks: Pick<WebhookStore, 'ofOwner'> }): HttpHandler =>
  apiHandler(route, deps, async ({ principal }) => ({
    items: (await deps.webhooks.ofOwner(ownerOf(principal))).map(showWebhook),
  }));
