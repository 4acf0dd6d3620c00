import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { invalidField } from '../kernel/problem.ts';
import { minorStored } from '../kernel/schemas.ts';
import { cursorOf, type KeyAttributes, type PagedList, startKeyOf } from '../platform/cursor.ts';
import { advertiserKeyOf, publisherKeyOf, sortableMs } from './keys.ts';
import type { JudgedFilter, JudgedOutcome, JudgedOutcomes, Side } from './ports.ts';

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

interface Range {
  readonly from: string;
  readonly to: string;
}

const rangeOf = ({ fromMs, beforeMs }: JudgedFilter): Range => ({
  from: fromMs === undefined ? FIRST : sortableMs(fromMs),
  to: beforeMs === undefined ? LAST : sortableMs(beforeMs - 1),
});

/** DynamoDB refuses a start outside the range; a forged one is refused here, with a name. */
function startWithin(list: PagedList, { from, to }: Range, cursor: string | undefined): KeyAttributes | undefined {
  const start = startKeyOf(list, cursor);
  if (!start) return undefined;
  const { judgedSort = '', pk = '', sk } = start;
  const isOurs = /^\d{15}$/.test(judgedSort) && judgedSort >= from && judgedSort <= to;
  if (!isOurs || !pk.startsWith('OUT#') || sk !== 'OUT') {
    throw invalidField('query.cursor', 'is not a cursor of this list');
  }
  return start;
}

/** Rows that a filter passes over cost a read each: after so many requests the page ends early, with its cursor. */
const MAX_REQUESTS = 5;

function conditionOf({ state, offerId, setterId }: JudgedFilter): string | undefined {
  const asked = [state && '#state = :state', offerId && 'offerId = :offerId', setterId && 'setter = :setter'];
  const terms = asked.filter((term) => term !== undefined);
  return terms.length === 0 ? undefined : terms.join(' AND ');
}

/** Judged outcomes by publisher or advertiser, from the sparse indexes. */
export function dynamoJudged(client: DynamoDBDocumentClient, tableName: string): JudgedOutcomes {
  return {
    async list(side, filter, { limit, cursor }) {
      const { index, attribute, value } = partitionOf(side);
      const range = rangeOf(filter);
      // The filter is part of the list's name: a cursor taken with one is no cursor with another.
      const { state = 'all', offerId = 'all', setterId = 'all' } = filter;
      const name = `outcomes ${state} ${offerId} ${setterId} ${range.from} ${range.to}`;
      const list: PagedList = { name, fixed: { [attribute]: value }, free: ['judgedSort', 'pk', 'sk'] };
      let start: Record<string, unknown> | undefined = startWithin(list, range, cursor);
      const items: JudgedOutcome[] = [];
      for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
        const answer = await client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: index,
            KeyConditionExpression: '#owner = :owner AND judgedSort BETWEEN :from AND :to',
            FilterExpression: conditionOf(filter),
            ExpressionAttributeNames: { '#owner': attribute, ...(filter.state && { '#state': 'state' }) },
            ExpressionAttributeValues: {
              ':owner': value,
              ':from': range.from,
              ':to': range.to,
              ':state': filter.state,
              ':offerId': filter.offerId,
              ':setter': filter.setterId,
            },
            ScanIndexForward: false,
            Limit: limit - items.length,
            ExclusiveStartKey: start,
          }),
        );
        items.push(...(answer.Items ?? []).map(judgedOf));
        start = answer.LastEvaluatedKey;
        if (!start || items.length >= limit) break;
      }
      const nextCursor = cursorOf(list, start);
      return { items, ...(nextCursor && { nextCursor }) };
    },
  };
}

function partitionOf({ publisherId, advertiserId }: Side) {
  return publisherId === undefined
    ? { index: 'byAdvertiser', attribute: 'advertiserKey', value: advertiserKeyOf(advertiserId ?? '') }
    : { index: 'byPublisher', attribute: 'publisherKey', value: publisherKeyOf(publisherId) };
}
