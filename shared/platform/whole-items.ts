import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import { type AtVersion, FIRST_VERSION, refuseStale } from './change-from.ts';
import { isConditionFailure } from './dynamo.ts';
import { type Item, type ItemKey, isAt, standingItem, versionIn } from './versioned-item.ts';

/** Things that are set and taken away as a whole, each in an attribute of an item of its own. */
export interface WholeItems<T> {
  /** @param consistent whether it must be the newest, which costs twice as much */
  get(key: ItemKey, consistent: boolean): Promise<AtVersion<T> | undefined>;
  /** Sets it where it is as it was seen, 0 where there was none; `stale` when it is another by now. */
  set(key: ItemKey, value: T, seen: number): Promise<AtVersion<T> | 'stale'>;
  /**
   * Takes it away; false where there was none.
   *
   * @throws Problem `stale` when it is not at the version that was seen, where one is named
   */
  remove(key: ItemKey, seen: number | undefined): Promise<boolean>;
}

/**
 * The item of a thing that was taken away stays, with the count of its changes alone: whoever saw it before takes what is set
 * after it for no older version of it.
 *
 * @param attribute where it is in its item
 */
export function wholeItems<T>(
  client: DynamoDBDocumentClient,
  table: string,
  attribute: string,
  shape: z.ZodType<T>,
): WholeItems<T> {
  const read = (kept: Item | undefined): AtVersion<T> | undefined => {
    if (kept?.[attribute] === undefined) return undefined;
    return { value: shape.parse(kept[attribute]), version: versionIn(kept) };
  };
  const common = { TableName: table, ExpressionAttributeNames: { '#whole': attribute, '#version': 'version' } };
  return {
    async get(key, consistent) {
      const get = new GetCommand({ TableName: table, Key: { ...key }, ConsistentRead: consistent });
      return read((await client.send(get)).Item);
    },
    async set(key, value, seen) {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            ...common,
            Key: { ...key },
            UpdateExpression: 'SET #whole = :whole, #version = if_not_exists(#version, :seen) + :one',
            ConditionExpression:
              seen === 0 ? 'attribute_not_exists(#whole)' : `attribute_exists(#whole) AND ${isAt(seen)}`,
            ExpressionAttributeValues: { ':whole': value, ':seen': seen, ':one': 1 },
            ReturnValues: 'UPDATED_NEW',
          }),
        );
        return { value, version: versionIn(Attributes) };
      } catch (error) {
        if (isConditionFailure(error)) return 'stale';
        throw error;
      }
    },
    async remove(key, seen) {
      try {
        await client.send(
          new UpdateCommand({
            ...common,
            Key: { ...key },
            UpdateExpression: 'SET #version = if_not_exists(#version, :first) REMOVE #whole',
            ConditionExpression: `attribute_exists(#whole)${seen === undefined ? '' : ` AND ${isAt(seen)}`}`,
            ExpressionAttributeValues: { ':first': FIRST_VERSION, ...(seen !== undefined && { ':seen': seen }) },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return true;
      } catch (error) {
        const standing = read(standingItem(error));
        if (standing) refuseStale(standing.version, seen);
        return false;
      }
    },
  };
}
