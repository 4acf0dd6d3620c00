import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { isConditionFailure } from '../../platform/dynamo.ts';
import { EXPIRES } from '../../platform/table-schema.ts';
import { asksKey } from './keys.ts';
import type { AskAllowance } from './ports.ts';

/** A container takes a tenth of the cap at a time, at most this many: twenty asks then cost one write instead of twenty. */
const MAX_BATCH = 20;

/** Bidders remembered at most, so that a container's memory stays bounded. */
const MAX_BIDDERS = 1_000;

interface Purse {
  minute: number;
  left: number;
  /** The asks of one container come one after the other, so that what one of them draws is there for the next. */
  turn: Promise<unknown>;
}

/**
 * Asks per minute, exact over all containers: what a container has taken and not used is lost to the others, never asked
 * twice. When less than a batch is left, single asks are taken until the minute is spent.
 */
export function dynamoAskAllowance(client: DynamoDBDocumentClient, table: string): AskAllowance {
  const purses = new Map<string, Purse>();

  async function draw(bidderId: string, minute: number, count: number, most: number): Promise<boolean> {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: asksKey(bidderId, minute),
          UpdateExpression: 'ADD asks :count SET #expires = :expires',
          ConditionExpression: 'attribute_not_exists(asks) OR asks <= :room',
          ExpressionAttributeNames: { '#expires': EXPIRES },
          ExpressionAttributeValues: {
            ':count': count,
            ':room': most - count,
            ':expires': Math.ceil((minute * MINUTE_MS + HOUR_MS) / SECOND_MS),
          },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  function purseOf(bidderId: string, minute: number): Purse {
    const known = purses.get(bidderId);
    if (known) return known;
    const [oldest] = purses.keys();
    if (purses.size >= MAX_BIDDERS && oldest !== undefined) purses.delete(oldest);
    const purse: Purse = { minute, left: 0, turn: Promise.resolve() };
    purses.set(bidderId, purse);
    return purse;
  }

  async function spend(purse: Purse, bidderId: string, asksPerMinute: number, minute: number): Promise<boolean> {
    if (purse.minute !== minute) Object.assign(purse, { minute, left: 0 });
    if (purse.left > 0) {
      purse.left -= 1;
      return true;
    }
    const batch = Math.min(MAX_BATCH, Math.max(1, Math.floor(asksPerMinute / 10)));
    if (batch > 1 && (await draw(bidderId, minute, batch, asksPerMinute))) {
      purse.left = batch - 1;
      return true;
    }
    return draw(bidderId, minute, 1, asksPerMinute);
  }

  return {
    take(bidderId, asksPerMinute, atMs) {
      const minute = Math.floor(atMs / MINUTE_MS);
      const purse = purseOf(bidderId, minute);
      const mine = purse.turn.then(() => spend(purse, bidderId, asksPerMinute, minute));
      purse.turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
