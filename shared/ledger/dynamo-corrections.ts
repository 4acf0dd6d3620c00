import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../kernel/problem.ts';
import { outcomeKey } from '../outcomes/keys.ts';
import type { Outcome } from '../outcomes/model.ts';
import { outcomeOf } from '../outcomes/outcome-item.ts';
import { isTransactionLost } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { SK } from '../platform/table-schema.ts';
import { type Correctable, type Correction, worthOf } from './correction.ts';
import {
  type Money,
  moneyKey,
  moneyOf,
  noticeItems,
  noticeOf,
  noticesOfAdvertiser,
  noticesOfPublisher,
} from './correction-item.ts';
import type { CorrectionStore } from './ports.ts';

/** DynamoDB gives 100 items a request; each outcome has two. */
const OUTCOMES_A_READ = 50;
const CONCURRENCY = 8;
const MAX_TRIES = 6;
const FIRST_PAUSE_MS = 50;

type Item = Record<string, unknown>;

/** Corrections beside their outcomes in table `outcomes`. */
export function dynamoCorrections(client: DynamoDBDocumentClient, tableName: string): CorrectionStore {
  /** What the table had no room for is asked again after a pause that doubles, with full jitter. */
  async function readItems(outcomeIds: readonly string[]): Promise<Item[]> {
    const items: Item[] = [];
    let keys: Item[] = outcomeIds.flatMap((outcomeId) => [outcomeKey(outcomeId), moneyKey(outcomeId)]);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (tries > 0) await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** tries);
      const request = { RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand(request));
      items.push(...(Responses?.[tableName] ?? []));
      keys = UnprocessedKeys?.[tableName]?.Keys ?? [];
      if (keys.length === 0) return items;
    }
    throw new Problem('unavailable', 'not all outcomes could be read now: try again');
  }

  return {
    async read(outcomeIds) {
      const ids = [...new Set(outcomeIds)];
      const batches: string[][] = [];
      for (let at = 0; at < ids.length; at += OUTCOMES_A_READ) batches.push(ids.slice(at, at + OUTCOMES_A_READ));
      const items: Item[] = [];
      const worker = async (): Promise<void> => {
        for (let batch = batches.shift(); batch; batch = batches.shift()) items.push(...(await readItems(batch)));
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
      return joined(items);
    },

    async add(seen: Correctable, correction: Correction) {
      const { basis } = seen;
      const count = seen.corrections.length;
      const list = {
        Update: {
          TableName: tableName,
          Key: moneyKey(seen.outcome.outcomeId),
          UpdateExpression: `SET #list = list_append(if_not_exists(#list, :none), :one)${basis ? ', basis = if_not_exists(basis, :basis)' : ''}`,
          ConditionExpression: count === 0 ? 'attribute_not_exists(#list)' : 'size(#list) = :count',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: {
            ':none': [],
            ':one': [correction],
            ...(basis && { ':basis': basis }),
            ...(count === 0 ? {} : { ':count': count }),
          },
        },
      };
      const { currency } = worthOf(seen);
      const copies = noticeItems(seen, correction, currency).map((Item) => ({ Put: { TableName: tableName, Item } }));
      try {
        await client.send(new TransactWriteCommand({ TransactItems: [list, ...copies] }));
        return true;
      } catch (error) {
        if (isTransactionLost(error)) return false;
        throw error;
      }
    },

    list({ publisherId, advertiserId }, page) {
      const pk = publisherId === undefined ? noticesOfAdvertiser(advertiserId ?? '') : noticesOfPublisher(publisherId);
      const list = { name: 'adjustments', fixed: { pk }, free: [SK] };
      return queryPage(client, { table: tableName, list, newestFirst: true }, page, noticeOf);
    },
  };
}

function joined(items: readonly Item[]): ReadonlyMap<string, Correctable> {
  const outcomes = new Map<string, Outcome>();
  const money = new Map<string, Money>();
  for (const item of items) {
    if (item[SK] === 'MONEY') money.set(String(item.pk), moneyOf(item));
    else outcomes.set(String(item.pk), outcomeOf(item));
  }
  return new Map(
    [...outcomes].map(([pk, outcome]) => [
      outcome.outcomeId,
      { outcome, corrections: money.get(pk)?.list ?? [], basis: money.get(pk)?.basis },
    ]),
  );
}
