import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Cipher } from '../../platform/cipher.ts';
import { putVersion } from '../../platform/put-version.ts';
import { deliveryTargetKey } from '../keys.ts';
import { FORMATS } from './model.ts';
import type { DeliveryTargets } from './ports.ts';

const words = z.record(z.string(), z.string()).optional();

const stored = z.object({
  offerId: z.string(),
  advertiserId: z.string(),
  url: z.string(),
  format: z.enum(FORMATS),
  names: words,
  fixed: words,
  successText: z.string().optional(),
  state: z.enum(['active', 'paused']),
  version: z.int().positive().optional(),
  /** Sealed (platform/cipher.ts). */
  secret: z.string(),
});

const purposeOf = (offerId: string): string => `lead delivery ${offerId}`;

/** Beside their offer in table `catalog`. */
export function dynamoDeliveryTargets(client: DynamoDBDocumentClient, table: string, cipher: Cipher): DeliveryTargets {
  async function read(offerId: string) {
    const get = new GetCommand({ TableName: table, Key: deliveryTargetKey(offerId), ConsistentRead: true });
    const { Item } = await client.send(get);
    return Item && stored.parse(Item);
  }
  return {
    async get(offerId) {
      const found = await read(offerId);
      if (!found) return undefined;
      const { secret: _sealed, ...target } = found;
      return target;
    },
    async set(target, seenVersion, secret) {
      const { offerId } = target;
      const sealed =
        secret === undefined ? (await read(offerId))?.secret : await cipher.seal(secret, purposeOf(offerId));
      const item = { ...deliveryTargetKey(offerId), ...target, secret: sealed };
      return putVersion(client, table, item, seenVersion);
    },
    async secretOf(offerId) {
      const found = await read(offerId);
      if (!found) throw new Error(`the delivery of ${offerId} is gone`);
      return cipher.open(found.secret, purposeOf(offerId));
    },
  };
}
