import { systemClock } from '../../shared/kernel/time.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { createLog, type Log } from '../../shared/platform/log.ts';
import type { PublishPorts } from '../../shared/webhooks/publish-events.ts';
import { composeQueue, composeStores, webhooksOf } from './compose.ts';

/** What a stream's reader needs. */
export function composePublishing(service: string): PublishPorts & { readonly log: Log } {
  const { webhooks, deliveries } = composeStores(documentClient());
  return {
    webhooksOf: webhooksOf(webhooks),
    deliveries,
    queue: composeQueue(),
    clock: systemClock,
    log: createLog(service),
  };
}
