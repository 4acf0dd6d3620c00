import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { testWebhook as route } from '../../../shared/webhooks/contract/webhooks.ts';
import { type ManagePorts, sendTest } from '../../../shared/webhooks/manage-webhooks.ts';
import { deliveryIdOf } from '../../../shared/webhooks/model.ts';

type Deps = ApiDeps & Pick<ManagePorts, 'webhooks' | 'deliveries' | 'queue' | 'clock'>;

export const handlerOf = (deps: Deps): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, ids }) => {
    const delivery = await sendTest(deps, principal, params.webhookId, ids);
    return { deliveryId: deliveryIdOf(delivery), eventId: delivery.eventId };
  });
