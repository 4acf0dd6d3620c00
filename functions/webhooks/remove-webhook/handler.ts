import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { removeWebhook as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { type ManagePorts, removeWebhook } from '../../../shared/webhooks/manage-webhooks.ts';

export const handlerOf = (deps: ApiDeps & Pick<ManagePorts, 'webhooks'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, event }) => {
    await removeWebhook(deps, principal, params.webhookId, seenVersion(event));
    return undefined;
  });
