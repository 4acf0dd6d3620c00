import { DynamoDBClient, type DynamoDBClientConfig, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * One document client per container. Three tries with full jitter stay well inside a carrier's 15 s; the request
 * timeout keeps a hanging connection from eating them.
 */
export function documentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
    ...config,
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

interface ConditionalFailure {
  readonly name: string;
  /** The item as it stood, in wire form, when the request asked for `ALL_OLD`. */
  readonly Item?: Record<string, unknown>;
}

/** True when a write lost its condition: an answer, not a fault. */
export const isConditionFailure = (error: unknown): error is ConditionalFailure =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

const codesOf = (error: unknown): readonly (string | undefined)[] =>
  error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []).map(({ Code }) => Code) : [];

/** True when a transaction lost a condition: an answer, not a fault. */
export const isTransactionRefused = (error: unknown): boolean => codesOf(error).includes('ConditionalCheckFailed');

/** True when a transaction met another one on the same item and no condition of it was lost: it tells nothing, so it is tried again. */
export const isTransactionMet = (error: unknown): boolean =>
  !isTransactionRefused(error) && codesOf(error).includes('TransactionConflict');

/** True when a transaction lost a condition, or met another one on the same item: read again, then decide. */
export const isTransactionLost = (error: unknown): boolean => isTransactionRefused(error) || isTransactionMet(error);
