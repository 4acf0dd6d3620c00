import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { IdSource } from '../kernel/ids.ts';
import { type Clock, DAY_MS, dayOf, type EpochMs, SECOND_MS } from '../kernel/time.ts';
import type { AuditIntent, AuditResult, AuditTrail } from '../platform/http/audit.ts';
import { EXPIRES } from '../platform/table-schema.ts';
import { at, intentKey, lastKey, resultKey } from './keys.ts';

export interface AuditTrailOptions {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Days are cut here. */
  readonly zone: string;
  /** For how many days a record is kept. */
  readonly days: number;
}

/** Larger answers are named by their ids alone. */
const MAX_AFTER_CHARS = 8_000;

const bounded = (value: unknown): unknown => {
  const text = JSON.stringify(value);
  return text === undefined || text.length > MAX_AFTER_CHARS ? undefined : JSON.parse(text);
};

/** What a creation made: the first id of its answer that the request did not name. */
const madeBy = (intent: AuditIntent, result: AuditResult): string | undefined =>
  Object.entries(result.ids ?? {}).find(([name]) => !(name in intent.ids))?.[1];

/**
 * Changes as records that are put once:
 * ```
 *   intent put ── change ── result put        a change without its intent is not made;
 *        └── what the last change left ───    an intent without its result reads `unknown`
 * ```
 */
export function dynamoAuditTrail(options: AuditTrailOptions): AuditTrail {
  const { client, table, clock, ids, zone, days } = options;
  const put = (item: Record<string, unknown>, atMs: EpochMs) =>
    client.send(
      new PutCommand({
        TableName: table,
        Item: { ...item, [EXPIRES]: Math.ceil((atMs + days * DAY_MS) / SECOND_MS) },
      }),
    );

  /** Without it the record says nothing of before; the change goes on. */
  async function lastOf(resource: string): Promise<unknown> {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: lastKey(resource), ConsistentRead: true }),
    );
    return answer.Item?.left;
  }

  return {
    async begin(described) {
      const atMs = clock.nowMs();
      const intent: AuditIntent = { ...described, auditId: ids.next('audit'), atMs };
      const { auditId, actor, resource, objectId, asked } = intent;
      const before = await lastOf(resource);
      const indexes = {
        at: at(atMs, auditId),
        dayKey: dayOf(atMs, zone),
        actorKey: actor,
        // A creation has no object yet: its result is found by what it made.
        ...(objectId === resource ? {} : { objectKey: objectId }),
      };
      await put({ ...intentKey(auditId), ...indexes, ...intent, asked: bounded(asked), before }, atMs);
      return intent;
    },

    async end(intent, result) {
      const { auditId, atMs, objectId, resource } = intent;
      const made = objectId === resource ? madeBy(intent, result) : undefined;
      const index = made === undefined ? {} : { objectKey: made, at: at(atMs, auditId) };
      const after = bounded(result.after);
      await put({ ...resultKey(auditId), ...index, ...result, auditId, after }, atMs);
      if (after === undefined) return;
      const changed = made === undefined ? resource : `${resource}/${made}`;
      await put({ ...lastKey(changed), left: after }, atMs);
    },
  };
}
