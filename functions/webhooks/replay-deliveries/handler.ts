import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { replayDeliveries as route } from '../../../shared/webhooks/contract/deliveries.ts';
import { ownWebhook } from '../../../shared/webhooks/manage-webhooks.ts';
import { type ReplayPorts, replayNamed, replayRange } from '../../../shared/webhooks/replay.ts';
import type { Stores } from '../compose.ts';

export const handlerOf = (deps: ApiDeps & Stores & ReplayPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body }) => {
    const webhook = await ownWebhook(deps, principal, params.webhookId);
    if ('deliveryIds' in body) return { deliveries: await replayNamed(deps, webhook, body.deliveryIds) };
    await replayRange(deps, webhook, { fromMs: body.from, toMs: body.to, states: body.states });
    return {};
  });
