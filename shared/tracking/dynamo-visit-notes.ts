import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { personHash } from '../kernel/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import type { SecretReader } from '../platform/secrets.ts';
import { EXPIRES } from '../platform/table-schema.ts';
import { seenKey, shortageKey } from './keys.ts';
import type { VisitNotes } from './ports.ts';

/** The stream keeps a record for a day; the item only keeps a landing from being noted twice. */
const KEPT_MS = 2 * DAY_MS;
/** Whoever sizes a pool looks back a day. */
const SHORTAGE_KEPT_MS = 8 * DAY_MS;
/** Landings that a warm container knows to be noted: a page that shows the fallback asks again each minute. */
const MAX_REMEMBERED = 5_000;

/**
 * Notes in table `leases`: one write of one unit for each landing, a second one where a pool fell short, and none for what this
 * container noted before.
 */
export function dynamoVisitNotes(client: DynamoDBDocumentClient, tableName: string, secrets: SecretReader): VisitNotes {
  const noted = new Set<string>();

  async function countShortage(poolId: string, atMs: EpochMs): Promise<void> {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: shortageKey(poolId, Math.floor(atMs / HOUR_MS) * HOUR_MS),
        UpdateExpression: 'ADD visits :one SET #expires = :expires',
        ExpressionAttributeNames: { '#expires': EXPIRES },
        ExpressionAttributeValues: { ':one': 1, ':expires': Math.ceil((atMs + SHORTAGE_KEPT_MS) / SECOND_MS) },
      }),
    );
  }

  return {
    async note({ kind, publisherId, offerId, number, source, landing, atMs, poolId }) {
      const [secret] = await secrets();
      const visitId = personHash(secret, [number, landing, Math.floor(atMs / DAY_MS)].join(' '));
      if (noted.has(visitId)) return;
      const item = { ...seenKey(visitId), kind, publisherId, offerId, source, atMs };
      const once = { ConditionExpression: 'attribute_not_exists(pk)' };
      const expires = { [EXPIRES]: Math.ceil((atMs + KEPT_MS) / SECOND_MS) };
      try {
        await client.send(new PutCommand({ TableName: tableName, Item: { ...item, ...expires }, ...once }));
        if (poolId !== undefined) await countShortage(poolId, atMs);
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
      if (noted.size >= MAX_REMEMBERED) noted.clear();
      noted.add(visitId);
    },
  };
}
