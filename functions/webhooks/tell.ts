import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/kernel/time.ts';
import type { Log } from '../../shared/platform/log.ts';
import type { OwnedEvent } from '../../shared/webhooks/model.ts';
import { type PublishPorts, publishEvents } from '../../shared/webhooks/publish-events.ts';
import { composeQueue, composeStores, webhooksOf } from './compose.ts';

/** Tells webhooks of something that no stream tells; `what` names it in the log, should that fail. */
export type Tell = (events: readonly OwnedEvent[], what: string) => Promise<void>;

/** What happened has happened, and must not fail since somebody could not be told: that is said in the log instead. */
export const tellBy =
  (ports: PublishPorts, log: Pick<Log, 'warn'>): Tell =>
  async (events, what) => {
    await publishEvents(ports, events).catch((error: unknown) =>
      log.warn(`${what} was not told of`, {
        objectId: events[0]?.objectId,
        reason: error instanceof Error ? error.name : 'unknown',
      }),
    );
  };

export function composeTell(client: DynamoDBDocumentClient, log: Pick<Log, 'warn'>): Tell {
  const { webhooks, deliveries } = composeStores(client);
  return tellBy({ webhooksOf: webhooksOf(webhooks), deliveries, queue: composeQueue(), clock: systemClock }, log);
}
