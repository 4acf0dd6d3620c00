import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { createWebhook as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { type CreatePorts, createWebhook } from '../../../shared/webhooks/manage-webhooks.ts';
import { showWebhook } from '../views.ts';

export const handlerOf = (deps: ApiDeps & CreatePorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, ids, body }) => {
    const { webhook, secret } = await createWebhook(deps, principal, ids, body);
    return { ...showWebhook(webhook, deps.clock.nowMs()), secret };
  });
