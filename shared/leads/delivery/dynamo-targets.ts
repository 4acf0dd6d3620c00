import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Cipher } from '../../platform/cipher.ts';
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
    async set(target, secret) {
      const sealed =
        secret === undefined
          ? (await read(target.offerId))?.secret
          : await cipher.seal(secret, purposeOf(target.offerId));
      const item = { ...deliveryTargetKey(target.offerId), ...target, secret: sealed };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },
    async secretOf(offerId) {
      const found = await read(offerId);
      if (!found) throw new Error(`the delivery of ${offerId} is gone`);
      return cipher.open(found.secret, purposeOf(offerId));
    },
  };
}
