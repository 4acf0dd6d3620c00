import type { Clock } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { listWebhooks as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { ownerOf } from '../../../shared/webhooks/manage-webhooks.ts';
import type { WebhookStore } from '../../../shared/webhooks/ports.ts';
import { showWebhook } from '../views.ts';

type Deps = ApiDeps & { readonly webhooks: Pick<WebhookStore, 'ofOwner'>; readonly clock: Clock };

export const handlerOf = (deps: Deps): HttpHandler =>
  apiHandler(route, deps, async ({ principal }) => ({
    items: (await deps.webhooks.ofOwner(ownerOf(principal))).map((webhook) => showWebhook(webhook, deps.clock.nowMs())),
  }));
