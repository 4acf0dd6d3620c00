import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { setWebhookState as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { type ManagePorts, setPaused } from '../../../shared/webhooks/manage-webhooks.ts';
import { showWebhook } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<ManagePorts, 'webhooks' | 'queue' | 'clock'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { webhookId }, body: { state } }) =>
    showWebhook(await setPaused(deps, principal, webhookId, state === 'paused'), deps.clock.nowMs()),
  );
