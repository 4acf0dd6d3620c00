import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

const imageOf = (item: Record<string, unknown>) => marshall(item, { removeUndefinedValues: true });

/** What a table's stream says of an item that was changed. */
export const changeRecord = (before: Record<string, unknown>, after: Record<string, unknown>): DynamoDBRecord =>
  ({
    eventName: 'MODIFY',
    dynamodb: { SequenceNumber: 's0', OldImage: imageOf(before), NewImage: imageOf(after) },
  }) as DynamoDBRecord;

/** What a table's stream says of an item. */
export const streamRecord = (item: Record<string, unknown>, index = 0, eventName = 'INSERT'): DynamoDBRecord =>
  ({
    eventName,
    dynamodb: { SequenceNumber: `s${index}`, NewImage: imageOf(item) },
  }) as DynamoDBRecord;
