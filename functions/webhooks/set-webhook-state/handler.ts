import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { setWebhookState as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { type ManagePorts, setPaused } from '../../../shared/webhooks/manage-webhooks.ts';
import { taggedWebhook } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<ManagePorts, 'webhooks' | 'queue' | 'clock'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { webhookId }, body: { state }, event }) =>
    taggedWebhook(
      await setPaused(deps, principal, webhookId, state === 'paused', seenVersion(event)),
      deps.clock.nowMs(),
    ),
  );
