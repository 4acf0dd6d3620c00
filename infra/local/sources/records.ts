import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import { LOCAL_REGION } from '../engines/clients.ts';

/** A message as the function receives it. */
export function toSqsRecord(message: Message, queueArn: string) {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, toAttribute(value)]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: LOCAL_REGION,
  };
}

function toAttribute(value: MessageAttributeValue): Record<string, unknown> {
  return { dataType: value.DataType, stringValue: value.StringValue, stringListValues: [], binaryListValues: [] };
}

export type StreamRecord = ReturnType<typeof toStreamRecord>;

/** A stream record as the function receives it: times are in seconds there. */
export function toStreamRecord(record: _Record, streamArn: string) {
  const createdAt = record.dynamodb?.ApproximateCreationDateTime;
  const dynamodb = record.dynamodb && {
    ...record.dynamodb,
    ...(createdAt && { ApproximateCreationDateTime: Math.floor(createdAt.getTime() / 1000) }),
  };
  return { ...record, dynamodb, awsRegion: LOCAL_REGION, eventSourceARN: streamArn };
}
