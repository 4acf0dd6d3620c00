import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { outcomeKey } from '../outcomes/keys.ts';
import type { Outcome } from '../outcomes/model.ts';
import { outcomeOf } from '../outcomes/outcome-item.ts';
import { batchGet } from '../platform/batch-get.ts';
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

type Item = Record<string, unknown>;

/** Corrections beside their outcomes in table `outcomes`. */
export function dynamoCorrections(client: DynamoDBDocumentClient, tableName: string): CorrectionStore {
  return {
    async read(outcomeIds) {
      const keys = outcomeIds.flatMap((outcomeId) => [outcomeKey(outcomeId), moneyKey(outcomeId)]);
      return joined(await batchGet(client, { table: tableName, consistent: true }, keys));
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
