import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { rotateWebhookSecret as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { type ManagePorts, rotateSecret } from '../../../shared/webhooks/manage-webhooks.ts';
import { showWebhook } from '../views.ts';

type Deps = ApiDeps & Pick<ManagePorts, 'webhooks' | 'newSecret' | 'sealSecret' | 'clock'>;

export const handlerOf = (deps: Deps): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { webhookId }, body: { keepPreviousHours } }) => {
    const { webhook, secret } = await rotateSecret(deps, principal, webhookId, keepPreviousHours);
    return { ...showWebhook(webhook, deps.clock.nowMs()), secret };
  });
