import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { IdSource } from '../kernel/ids.ts';
import { type Clock, DAY_MS, dayOf, type EpochMs, SECOND_MS } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import type { AuditIntent, AuditObject, AuditResult, AuditTrail } from '../platform/http/audit.ts';
import { EXPIRES } from '../platform/table-schema.ts';
import { at, intentKey, lastKey, pointerKey, resultKey } from './keys.ts';

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

const versioned = z.object({ version: z.int() });

const notBehind = (version: number) => ({
  ConditionExpression: 'attribute_not_exists(#left.#version) OR #left.#version <= :version',
  ExpressionAttributeNames: { '#left': 'left', '#version': 'version' },
  ExpressionAttributeValues: { ':version': version },
});

/** What a creation made: the first id of its answer that the request did not name. */
const madeBy = (intent: AuditIntent, result: AuditResult): string | undefined =>
  Object.entries(result.ids ?? {}).find(([name]) => !(name in intent.ids))?.[1];

/** More ids than any change names. */
const MAX_IDS = 12;

/**
 * Changes as records that are put once:
 * ```
 *   intent put ── change ── result put        a change without its intent is not made;
 *        └── what the last change left ───    an intent without its result reads `unknown`
 * ```
 */
export function dynamoAuditTrail(options: AuditTrailOptions): AuditTrail {
  const { client, table, clock, ids, zone, days } = options;
  const put = (item: Record<string, unknown>, atMs: EpochMs, condition: object = {}) =>
    client.send(
      new PutCommand({
        TableName: table,
        Item: { ...item, [EXPIRES]: Math.ceil((atMs + days * DAY_MS) / SECOND_MS) },
        ...condition,
      }),
    );

  /** Without it the record says nothing of before; the change goes on. */
  async function lastOf({ object }: Pick<AuditIntent, 'object'>): Promise<unknown> {
    if (!object) return undefined;
    const key = { TableName: table, Key: lastKey(object), ConsistentRead: true };
    const answer = await client.send(new GetCommand(key)).catch(() => undefined);
    return answer?.Item?.left;
  }

  /** Of two changes at the same moment the one that made the later version left what is there, whichever ends first. */
  async function leave(object: AuditObject, after: unknown, atMs: EpochMs): Promise<void> {
    const { version } = versioned.safeParse(after).data ?? {};
    try {
      await put({ ...lastKey(object), left: after }, atMs, version === undefined ? {} : notBehind(version));
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }

  /** The record is found by each of these. */
  const point = (auditId: string, atMs: EpochMs, values: readonly string[]): Promise<unknown> =>
    Promise.all(
      [...new Set(values)]
        .slice(0, MAX_IDS)
        .map((value) => put({ ...pointerKey(auditId, value), objectKey: value, at: at(atMs, auditId), auditId }, atMs)),
    );

  return {
    async begin(described) {
      const atMs = clock.nowMs();
      const intent: AuditIntent = { ...described, auditId: ids.next('audit'), atMs };
      const { auditId, actor, keyId, asked } = intent;
      const before = await lastOf(intent);
      const indexes = { at: at(atMs, auditId), dayKey: dayOf(atMs, zone), actorKey: actor, keyKey: keyId };
      await Promise.all([
        put({ ...intentKey(auditId), ...indexes, ...intent, asked: bounded(asked), before }, atMs),
        point(auditId, atMs, Object.values(intent.ids)),
      ]);
      return intent;
    },

    async end(intent, result) {
      const { auditId, atMs, makes } = intent;
      const made = madeBy(intent, result);
      const after = bounded(result.after);
      const object = makes !== undefined && made !== undefined ? { what: makes, id: made } : intent.object;
      const isChanged = result.result === 'done' && object !== undefined;
      await Promise.all([
        put({ ...resultKey(auditId), ...result, auditId, after }, atMs),
        made === undefined ? undefined : point(auditId, atMs, [made]),
        // What is gone, or too large, leaves nothing: the next change must not take an older one for what it found.
        isChanged ? leave(object, after, atMs) : undefined,
      ]);
    },
  };
}
