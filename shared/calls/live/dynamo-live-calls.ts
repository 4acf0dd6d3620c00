import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { liveAttributes, outcomeKey, sortableMs } from '../../outcomes/keys.ts';
import { batchGet } from '../../platform/batch-get.ts';
import { queryPage } from '../../platform/query-page.ts';
import { PK, SK } from '../../platform/table-schema.ts';
import { storedCallOf } from '../dynamo-calls.ts';
import type { LiveCalls } from './ports.ts';

const indexed = z.object({ pk: z.string().startsWith('OUT#') });

/** Behind every instant there is. */
const LAST = '9'.repeat(sortableMs(0).length);

/** Calls on the line: which ones by the sparse index of table `outcomes`, how far they are by their own items. */
export const dynamoLiveCalls = (client: DynamoDBDocumentClient, table: string): LiveCalls => ({
  async list({ advertiserId, offerId, fromMs }, page) {
    const { liveKey, liveSort } = liveAttributes(advertiserId, fromMs);
    const source = {
      table,
      index: 'live',
      list: { name: 'live calls', fixed: { liveKey }, free: ['liveSort', PK, SK] },
      between: { attribute: 'liveSort', from: liveSort, to: LAST },
      newestFirst: true,
      where: { offerId },
    };
    const found = await queryPage(client, source, page, (item) => indexed.parse(item).pk.slice('OUT#'.length));
    const items = await batchGet(client, { table }, found.items.map(outcomeKey));
    const calls = new Map(items.flatMap((item) => entryOf(item) ?? []));
    // One that was judged between the two reads is no longer on the line.
    return { ...found, items: found.items.flatMap((outcomeId) => calls.get(outcomeId) ?? []) };
  },
});

function entryOf(item: Record<string, unknown>) {
  const call = storedCallOf(item);
  return call?.outcome.state === 'open' ? ([[call.outcome.outcomeId, call]] as const) : undefined;
}
