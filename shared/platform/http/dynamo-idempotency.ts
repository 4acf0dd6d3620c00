import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Clock, SECOND_MS } from '../../kernel/time.ts';
import { isConditionFailure } from '../dynamo.ts';
import { EXPIRES } from '../table-schema.ts';
import { ATTEMPT_MS, IDEMPOTENCY_MS, type IdempotencyStore, type Standing } from './idempotency.ts';

const record = z.object({
  inputHash: z.string(),
  runsUntilMs: z.int(),
  done: z.boolean(),
  answer: z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()), body: z.string() }).optional(),
});

const keyOf = (recordId: string) => ({ pk: `IDEM#${recordId}`, sk: 'IDEM' });

/**
 * Records in a table that has a TTL. TTL may be two days late, so age is part of the condition:
 * ```
 * begin       runsUntilMs (or release)               expiresAtMs
 *   |-- running --|-- free to the same input, while not done --|-- as if never used (or forgotten)
 * ```
 */
export function dynamoIdempotency(client: DynamoDBDocumentClient, table: string, clock: Clock): IdempotencyStore {
  const update = (recordId: string, expression: string, values: Record<string, unknown>) =>
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: keyOf(recordId),
        UpdateExpression: expression,
        ExpressionAttributeValues: values,
      }),
    );
  const read = async (recordId: string) => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: keyOf(recordId), ConsistentRead: true }));
    return answer.Item ? record.parse(answer.Item) : undefined;
  };
  return {
    async begin(recordId, inputHash): Promise<Standing> {
      const nowMs = clock.nowMs();
      const expiresAtMs = nowMs + IDEMPOTENCY_MS;
      const item = {
        ...keyOf(recordId),
        inputHash,
        done: false,
        runsUntilMs: nowMs + ATTEMPT_MS,
        expiresAtMs,
        [EXPIRES]: Math.ceil(expiresAtMs / SECOND_MS),
      };
      const free = 'attribute_not_exists(pk) OR expiresAtMs <= :now';
      const abandoned = 'inputHash = :input AND done = :false AND runsUntilMs <= :now';
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: item,
            ConditionExpression: `${free} OR (${abandoned})`,
            ExpressionAttributeValues: { ':now': nowMs, ':input': inputHash, ':false': false },
          }),
        );
        return { kind: 'begun' };
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const standing = await read(recordId);
        // Swept in between: a try a moment later finds it free.
        if (!standing) return { kind: 'running' };
        if (standing.inputHash !== inputHash) return { kind: 'other-input' };
        return standing.done ? { kind: 'answered', answer: standing.answer } : { kind: 'running' };
      }
    },
    async finish(recordId, answer) {
      if (answer) await update(recordId, 'SET done = :true, answer = :answer', { ':true': true, ':answer': answer });
      else await update(recordId, 'SET done = :true', { ':true': true });
    },
    async forget(recordId) {
      await update(recordId, 'SET expiresAtMs = :over', { ':over': 0 });
    },
    async release(recordId) {
      await update(recordId, 'SET runsUntilMs = :ended', { ':ended': 0 });
    },
  };
}
