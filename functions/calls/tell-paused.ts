import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TellPaused } from '../../shared/calls/ports.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import type { Log } from '../../shared/platform/log.ts';
import { targetEvents } from '../../shared/webhooks/derive/target-events.ts';
import { type PublishPorts, publishEvents } from '../../shared/webhooks/publish-events.ts';
import { composeQueue, composeStores, webhooksOf } from '../webhooks/compose.ts';

/** A caller waits for the next target: what can't be told is said in the log, and the call goes on. */
export const tellPausedBy =
  (ports: PublishPorts, log: Pick<Log, 'warn'>): TellPaused =>
  async (paused) => {
    await publishEvents(ports, targetEvents(paused)).catch((error: unknown) =>
      log.warn('a paused target was not told of', {
        targetId: paused.targetId,
        reason: error instanceof Error ? error.name : 'unknown',
      }),
    );
  };

export function composeTellPaused(client: DynamoDBDocumentClient, log: Pick<Log, 'warn'>): TellPaused {
  const { webhooks, deliveries } = composeStores(client);
  const ports = { webhooksOf: webhooksOf(webhooks), deliveries, queue: composeQueue(), clock: systemClock };
  return tellPausedBy(ports, log);
}
