import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { FIRST_VERSION } from '../platform/change-from.ts';
import { putVersion } from '../platform/put-version.ts';
import { availability } from './availability.ts';
import { availabilityKey } from './keys.ts';
import type { AvailabilityStore } from './ports.ts';

const stored = z.object({ availability, version: z.int().positive().default(FIRST_VERSION) });

/** When meetings are taken, beside the offer. Read anew for each booking: a day that was closed a moment ago is closed. */
export function dynamoAvailability(client: DynamoDBDocumentClient, table: string): AvailabilityStore {
  return {
    async get(offerId) {
      const request = new GetCommand({ TableName: table, Key: availabilityKey(offerId), ConsistentRead: true });
      const { Item } = await client.send(request);
      if (!Item) return undefined;
      const { availability: standing, version } = stored.parse(Item);
      return { ...standing, version };
    },
    set(offerId, { version, ...wanted }, seenVersion) {
      return putVersion(client, table, { ...availabilityKey(offerId), availability: wanted, version }, seenVersion);
    },
  };
}
