import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import type { PagedList } from '../platform/cursor.ts';
import { queryPage } from '../platform/query-page.ts';
import { advertiserKeyOf, publisherKeyOf, sortableMs } from './keys.ts';
import type { JudgedOutcome, JudgedOutcomes, Side } from './ports.ts';

const indexed = z.object({
  pk: z.string().startsWith('OUT#'),
  judgedSort: z.string().regex(/^\d{15}$/),
  state: z.enum(['qualified', 'rejected']),
  offerId: z.string(),
  openedAtMs: z.int(),
  chargeMinor: minorStored.optional(),
  payoutMinor: minorStored.optional(),
  currency: z.string().optional(),
  setter: z.string().optional(),
});

function judgedOf(item: unknown): JudgedOutcome {
  const { pk, judgedSort, setter, ...rest } = indexed.parse(item);
  return {
    ...rest,
    ...(setter !== undefined && { setterId: setter }),
    outcomeId: pk.slice('OUT#'.length),
    judgedAtMs: Number(judgedSort),
  };
}

const FIRST = sortableMs(0);
const LAST = '9'.repeat(FIRST.length);

/** Judged outcomes by publisher or advertiser, from the sparse indexes. */
export function dynamoJudged(client: DynamoDBDocumentClient, table: string): JudgedOutcomes {
  return {
    list(side, { state, offerId, setterId, fromMs, beforeMs }, page) {
      const { index, attribute, value } = partitionOf(side);
      const from = fromMs === undefined ? FIRST : sortableMs(fromMs);
      const to = beforeMs === undefined ? LAST : sortableMs(beforeMs - 1);
      const free = ['judgedSort', 'pk', 'sk'];
      const list: PagedList = { name: `outcomes ${from} ${to}`, fixed: { [attribute]: value }, free };
      const between = { attribute: 'judgedSort', from, to };
      const where = { state, offerId, setter: setterId };
      return queryPage(client, { table, index, list, between, where, newestFirst: true }, page, judgedOf);
    },
  };
}

function partitionOf({ publisherId, advertiserId }: Side) {
  return publisherId === undefined
    ? { index: 'byAdvertiser', attribute: 'advertiserKey', value: advertiserKeyOf(advertiserId ?? '') }
    : { index: 'byPublisher', attribute: 'publisherKey', value: publisherKeyOf(publisherId) };
}
