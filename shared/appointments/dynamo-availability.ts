import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isConditionFailure } from '../platform/dynamo.ts';
import { availability } from './availability.ts';
import { availabilityKey } from './keys.ts';
import type { AvailabilityStore } from './ports.ts';

const stored = z.object({ availability });

/** When meetings are taken, beside the offer. Read anew for each booking: a day that was closed a moment ago is closed. */
export function dynamoAvailability(client: DynamoDBDocumentClient, table: string): AvailabilityStore {
  return {
    async get(offerId) {
      const request = new GetCommand({ TableName: table, Key: availabilityKey(offerId), ConsistentRead: true });
      const { Item } = await client.send(request);
      return Item && stored.parse(Item).availability;
    },
    async set(offerId, wanted) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...availabilityKey(offerId), availability: wanted },
            ConditionExpression: 'attribute_not_exists(pk) OR availability.hours.#zone = :zone',
            ExpressionAttributeNames: { '#zone': 'zone' },
            ExpressionAttributeValues: { ':zone': wanted.hours.zone },
          }),
        );
        return 'set';
      } catch (error) {
        if (isConditionFailure(error)) return 'other-zone';
        throw error;
      }
    },
  };
}
