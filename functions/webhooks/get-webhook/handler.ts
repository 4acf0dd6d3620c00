import type { Clock } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { getWebhook as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { ownWebhook } from '../../../shared/webhooks/manage-webhooks.ts';
import type { WebhookStore } from '../../../shared/webhooks/ports.ts';
import { taggedWebhook } from '../views.ts';

type Deps = ApiDeps & { readonly webhooks: Pick<WebhookStore, 'get'>; readonly clock: Clock };

export const handlerOf = (deps: Deps): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params }) =>
    taggedWebhook(await ownWebhook(deps, principal, params.webhookId), deps.clock.nowMs()),
  );
