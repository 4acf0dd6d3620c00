import type { CrmMessage } from '../../shared/crm/contract.ts';
import { dynamoConnections } from '../../shared/crm/dynamo-connections.ts';
import { type EnlistPorts, enlistPushes } from '../../shared/crm/enlist-pushes.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { cached } from '../../shared/platform/cache.ts';
import { NO_CIPHER } from '../../shared/platform/cipher.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { queueSender, sqsClient } from '../../shared/platform/sqs.ts';
import type { OwnedEvent } from '../../shared/webhooks/model.ts';

/** Events of outcomes that qualified, as their advertiser is told of them, on their way into its CRMs. */
export const enlisting =
  (ports: EnlistPorts) =>
  (events: readonly OwnedEvent[]): Promise<void> =>
    enlistPushes(
      ports,
      events
        .filter(({ type, owner }) => type === 'outcome.qualified' && owner.kind === 'advertiser')
        .map(({ objectId, owner }) => ({ outcomeId: objectId, advertiserId: owner.id })),
    );

export function enlistPorts(): EnlistPorts {
  const env = readEnv('TABLE_CATALOG', 'QUEUE_CRM');
  const { ofAdvertiser } = dynamoConnections(documentClient(), env.TABLE_CATALOG, NO_CIPHER);
  return {
    connectionsOf: cached(ofAdvertiser, systemClock),
    queue: queueSender<CrmMessage>(sqsClient(), env.QUEUE_CRM),
  };
}

export const composeEnlisting = (): ((events: readonly OwnedEvent[]) => Promise<void>) => enlisting(enlistPorts());
