import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { matchedVersion } from '../../../shared/platform/http/if-match.ts';
import { changeWebhook as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { changeWebhook, type ManagePorts } from '../../../shared/webhooks/manage-webhooks.ts';
import { taggedWebhook } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<ManagePorts, 'webhooks' | 'checkUrl' | 'clock'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { webhookId }, body, event }) =>
    taggedWebhook(
      await changeWebhook(deps, principal, { webhookId, version: matchedVersion(event) }, body),
      deps.clock.nowMs(),
    ),
  );
