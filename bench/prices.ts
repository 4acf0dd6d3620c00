/**
 * List prices of us-east-1, on demand, in dollars; no free tier, no discount.
 * Sources: aws.amazon.com/dynamodb/pricing/on-demand, /lambda/pricing, /sqs/pricing, /api-gateway/pricing.
 */
const DOLLARS = {
  millionWriteUnits: 0.625,
  millionReadUnits: 0.125,
  millionInvocations: 0.2,
  /** arm64, first tier. */
  gigabyteSecond: 0.0000133334,
  millionQueueRequests: 0.4,
  millionApiRequests: 1,
};

/** What one operation uses. */
export interface Usage {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Requests to tables, one after the other: each adds the round trip that this machine does not have. */
  readonly tableRequests: number;
  /** Measured here, without the round trips of AWS. */
  readonly computeMs: number;
  readonly memoryMb: number;
  readonly invocations: number;
  /** Sends, receives and deletes. */
  readonly queueRequests: number;
  readonly apiRequests: number;
}

/** What a small request to DynamoDB takes within a region, about; billed as the function's time. */
const ROUND_TRIP_MS = 5;

export const INCLUDED =
  'DynamoDB units, Lambda requests and time (measured here plus 5 ms for each request to a table), SQS requests, HTTP API requests; not included: logs, metrics, alarms, storage, transfer, the carrier';

/** Dollars for a million of these, to the cent. */
export function dollarsPerMillion(usage: Usage): number {
  const seconds = (usage.computeMs + usage.tableRequests * ROUND_TRIP_MS) / 1_000;
  const perMillion =
    usage.writeUnits * DOLLARS.millionWriteUnits +
    usage.readUnits * DOLLARS.millionReadUnits +
    usage.invocations * DOLLARS.millionInvocations +
    seconds * (usage.memoryMb / 1_024) * DOLLARS.gigabyteSecond * 1_000_000 +
    usage.queueRequests * DOLLARS.millionQueueRequests +
    usage.apiRequests * DOLLARS.millionApiRequests;
  return Math.round(perMillion * 100) / 100;
}
