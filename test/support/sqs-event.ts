import type { SQSEvent } from 'aws-lambda';

/** Messages as SQS hands them to Lambda, delivered for the first time. */
export const sqsEvent = (messages: readonly unknown[]): SQSEvent => ({
  Records: messages.map((message, index) => ({
    messageId: `m${index}`,
    receiptHandle: 'r',
    body: JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
    awsRegion: 'us-east-1',
  })),
});
