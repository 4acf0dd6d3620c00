import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { callerListKey } from './keys.ts';
import type { CallerList, CallerLists, ListOwner } from './known-callers.ts';
import type { CallerMark, MarkCallerPorts } from './mark-caller.ts';

/** A list is one item of the catalog, read whole by every container: 2,000 hashes are some 46 KB. */
const MAX_MARKED = 2_000;

const hashes = z.set(z.string()).default(new Set());
const item = z.object({ blocked: hashes, shared: hashes });

const nameOf = (owner: ListOwner): string => (owner.kind === 'network' ? 'network' : `${owner.kind}#${owner.id}`);

export function dynamoCallerLists(client: DynamoDBDocumentClient, table: string, clock: Clock): CallerLists {
  const read = cached(async (name): Promise<CallerList> => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: callerListKey(name) }));
    return item.parse(answer.Item ?? {});
  }, clock);
  return { list: (owner) => read(nameOf(owner)) };
}

/** A caller has one mark on a list, so setting one takes the other away. */
export function dynamoCallerMarks(client: DynamoDBDocumentClient, table: string): MarkCallerPorts['marks'] {
  const update = (
    owner: ListOwner,
    hash: string,
    expression: string,
    names: Record<string, string>,
    condition?: string,
  ) =>
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: callerListKey(nameOf(owner)),
        UpdateExpression: expression,
        ...(condition ? { ConditionExpression: condition } : {}),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ':hash': new Set([hash]),
          ...(condition ? { ':most': MAX_MARKED } : {}),
        },
      }),
    );
  const add = async (owner: ListOwner, hash: string, to: Exclude<CallerMark, 'none'>): Promise<'set' | 'full'> => {
    const from = to === 'blocked' ? 'shared' : 'blocked';
    try {
      const room = 'attribute_not_exists(#to) OR size(#to) < :most';
      await update(owner, hash, 'ADD #to :hash DELETE #from :hash', { '#to': to, '#from': from }, room);
      return 'set';
    } catch (error) {
      if (isConditionFailure(error)) return 'full';
      throw error;
    }
  };
  return {
    async set(owner, hash, mark) {
      if (mark !== 'none') return add(owner, hash, mark);
      await update(owner, hash, 'DELETE #to :hash, #from :hash', { '#to': 'blocked', '#from': 'shared' });
      return 'set';
    },
  };
}
