import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../../kernel/time.ts';
import { cached } from '../../platform/cache.ts';
import { watchKey } from '../keys.ts';
import type { Deadline } from '../ports.ts';
import type { WatchReader, WatchStore } from './ports.ts';
import { isWatched, WATCH_SEEN_MS, type Watch } from './watch.ts';

const stored = z.object({ sinceMs: z.int(), untilMs: z.int() });

/** A caller waits on the line: a call that is not listed is the smaller harm. */
const READ_MS = 250;

/** Who looks at its calls on the line, in table `catalog`. Two first looks at once write the same but for milliseconds. */
export const dynamoWatches = (client: DynamoDBDocumentClient, table: string): WatchStore => ({
  async get(advertiserId) {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: watchKey(advertiserId) }));
    return Item && stored.parse(Item);
  },
  async keep(advertiserId, { sinceMs, untilMs }: Watch) {
    await client.send(new PutCommand({ TableName: table, Item: { ...watchKey(advertiserId), sinceMs, untilMs } }));
  },
});

export function watchReader(watches: Pick<WatchStore, 'get'>, clock: Clock, deadline: Deadline): WatchReader {
  const read = cached((advertiserId) => watches.get(advertiserId), clock, WATCH_SEEN_MS);
  return {
    async isWatched(advertiserId) {
      const watch = await deadline.within(READ_MS, read(advertiserId)).catch(() => undefined);
      return isWatched(watch, clock.nowMs());
    },
  };
}
