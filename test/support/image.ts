import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

/** What a table's stream says of an item. */
export const streamRecord = (item: Record<string, unknown>, index = 0, eventName = 'INSERT'): DynamoDBRecord =>
  ({
    eventName,
    dynamodb: { SequenceNumber: `s${index}`, NewImage: marshall(item, { removeUndefinedValues: true }) },
  }) as DynamoDBRecord;
