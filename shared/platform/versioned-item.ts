import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { z } from 'zod';
import { countedVersion, FIRST_VERSION, refuseStale } from './change-from.ts';
import { isConditionFailure } from './dynamo.ts';

export type Item = Record<string, unknown>;

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

const counted = z.object({ version: z.int().positive().optional() });

/** The version of what is kept in an item. */
const versionIn = (item: unknown): number => countedVersion(counted.parse(item));

/** The condition, on `#version` and `:seen`, that an item which is there is at the version that was seen. */
export const isAt = (seen: number): string =>
  seen === FIRST_VERSION ? '(#version = :seen OR attribute_not_exists(#version))' : '#version = :seen';

/** Goes into the item with each write of it. */
export interface Mark {
  readonly written: string;
}

/**
 * Where the table's answer is lost the SDK writes again, and meets what it wrote itself: whoever named a version must not hear of
 * their own change that somebody else was faster.
 */
export const markOfWrite = (): Mark => ({ written: randomUUID() });

export const isOwn = (standing: Item | undefined, { written }: Mark): boolean => standing?.written === written;

/** An item as a write that lost its condition met it; undefined where there was none. Rethrows what was no lost condition. */
export function standingItem(error: unknown): Item | undefined {
  if (!isConditionFailure(error)) throw error;
  return error.Item && unmarshall(error.Item as Parameters<typeof unmarshall>[0]);
}

/**
 * Changes attributes of an item and counts it, in one write; what is undefined stays. Answers it as it is then, undefined where
 * there is none.
 *
 * @throws Problem `stale` when it is not at the version that was seen, where one is named
 */
export async function changeItem(
  client: DynamoDBDocumentClient,
  { table, key }: { readonly table: string; readonly key: ItemKey },
  change: Item,
  seen: number | undefined,
): Promise<Item | undefined> {
  const mark = markOfWrite();
  const given = Object.entries({ ...change, ...mark }).filter(([, value]) => value !== undefined);
  const sets = given.map(([name]) => `#${name} = :${name}`);
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { ...key },
        UpdateExpression: `SET ${[...sets, '#version = if_not_exists(#version, :first) + :one'].join(', ')}`,
        ConditionExpression: `attribute_exists(pk)${seen === undefined ? '' : ` AND ${isAt(seen)}`}`,
        ExpressionAttributeNames: {
          ...Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
          '#version': 'version',
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
          ...{ ':first': FIRST_VERSION, ':one': 1 },
          ...(seen !== undefined && { ':seen': seen }),
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return Attributes;
  } catch (error) {
    const standing = standingItem(error);
    if (isOwn(standing, mark)) return standing;
    if (standing) refuseStale(versionIn(standing), seen);
    return undefined;
  }
}
