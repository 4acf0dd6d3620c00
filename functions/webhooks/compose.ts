import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Clock, systemClock } from '../../shared/kernel/time.ts';
import { cached } from '../../shared/platform/cache.ts';
import { aesCipher } from '../../shared/platform/cipher.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { outboundPolicy, urlCheck } from '../../shared/platform/http/outbound-url.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { queueSender, sqsClient } from '../../shared/platform/sqs.ts';
import type { DeliveryMessage } from '../../shared/webhooks/contract.ts';
import { deliveryQueue } from '../../shared/webhooks/delivery-queue.ts';
import { dynamoDeliveries } from '../../shared/webhooks/dynamo-deliveries.ts';
import { dynamoWebhooks } from '../../shared/webhooks/dynamo-webhooks.ts';
import { ownerKey, ownerOfKey } from '../../shared/webhooks/keys.ts';
import type { CreatePorts, ManagePorts } from '../../shared/webhooks/manage-webhooks.ts';
import type { Owner } from '../../shared/webhooks/model.ts';
import type { DeliveryQueue, DeliveryStore, WebhookStore } from '../../shared/webhooks/ports.ts';
import type { PublishPorts } from '../../shared/webhooks/publish-events.ts';
import { apiDeps } from '../platform/api-deps.ts';

export interface Stores {
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
}

export function composeStores(client: DynamoDBDocumentClient): Stores {
  const { TABLE_WEBHOOKS } = readEnv('TABLE_WEBHOOKS');
  return {
    webhooks: dynamoWebhooks(client, TABLE_WEBHOOKS),
    deliveries: dynamoDeliveries(client, TABLE_WEBHOOKS),
  };
}

export const composeQueue = (): DeliveryQueue =>
  deliveryQueue(
    queueSender<DeliveryMessage>(sqsClient(), readEnv('QUEUE_WEBHOOK_DELIVERIES').QUEUE_WEBHOOK_DELIVERIES),
  );

/** What an owner listens to, remembered for half a minute: most owners listen to nothing, and then cost nothing. */
export function webhooksOf(webhooks: Pick<WebhookStore, 'ofOwner'>): PublishPorts['webhooksOf'] {
  const lookup = cached((key) => webhooks.ofOwner(ownerOfKey(key)), systemClock);
  return (owner: Owner) => lookup(ownerKey(owner));
}

/** What a secret is sealed for: it opens for no other webhook. */
export const purposeOf = (webhookId: string): string => `webhook ${webhookId}`;

export const composeCipher = () =>
  aesCipher(secretReader(readEnv('SECRET_DATA_KEY_ARN').SECRET_DATA_KEY_ARN, systemClock));

/** For an operation that looks only. */
export function composeReading(service: string): ApiDeps & Stores & { readonly clock: Clock } {
  const client = documentClient();
  return { ...apiDeps(service, client), ...composeStores(client), clock: systemClock };
}

/** For an operation that sends something on its way. */
export const composeSending = (service: string) => ({
  ...composeReading(service),
  queue: composeQueue(),
});

export const composeUrlCheck = (): ManagePorts['checkUrl'] => urlCheck(outboundPolicy(readEnv('STAGE').STAGE));

/** For an operation that makes a secret. */
export function composeSecrets(service: string): ApiDeps & Stores & CreatePorts {
  const client = documentClient();
  const cipher = composeCipher();
  return {
    ...apiDeps(service, client),
    ...composeStores(client),
    checkUrl: composeUrlCheck(),
    // 192 bits, the form that Standard Webhooks libraries take.
    newSecret: () => `whsec_${randomBytes(24).toString('base64')}`,
    sealSecret: (webhookId, secret) => cipher.seal(secret, purposeOf(webhookId)),
    clock: systemClock,
  };
}
