import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isTransactionLost } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { advertiserPk, INVOICE_PREFIX, invoiceKey, seriesKey } from './billing-keys.ts';
import type { Invoice, InvoiceDraft } from './invoice.ts';
import { parseInvoice } from './invoice-item.ts';
import { yearOf } from './model.ts';
import type { InvoiceStore } from './ports.ts';

/** Each lost race is another invoice that was issued: the monthly job and a few clerks. */
const MAX_TRIES = 20;

const listOf = (advertiserId: string): PagedList => ({
  name: 'invoices',
  fixed: { pk: advertiserPk(advertiserId) },
  free: ['sk'],
});

/** Six digits: a million papers a year. */
const numberOf = (series: string, count: number): string => `${series}-${String(count).padStart(6, '0')}`;

/** A series for each kind and year of the months billed: `INV-2026`, `CN-2026`. */
const seriesOf = ({ kind, month }: InvoiceDraft): string => `${kind === 'invoice' ? 'INV' : 'CN'}-${yearOf(month)}`;

export function dynamoInvoices(client: DynamoDBDocumentClient, table: string): InvoiceStore {
  async function get(key: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> {
    return (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  }

  /** The number and the paper in one transaction: no number without a paper, no paper without the next number. */
  async function tryIssue(invoice: Invoice, series: string, last: number): Promise<boolean> {
    const { advertiserId, month, currency, corrects = '' } = invoice;
    const key = invoiceKey(advertiserId, month, currency, corrects);
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: table,
                Key: seriesKey(series),
                UpdateExpression: 'SET #last = :next',
                ConditionExpression: last === 0 ? 'attribute_not_exists(pk)' : '#last = :last',
                ExpressionAttributeNames: { '#last': 'last' },
                ExpressionAttributeValues: { ':next': last + 1, ...(last === 0 ? {} : { ':last': last }) },
              },
            },
            {
              Put: { TableName: table, Item: { ...key, ...invoice }, ConditionExpression: 'attribute_not_exists(pk)' },
            },
          ],
        }),
      );
      return true;
    } catch (error) {
      if (isTransactionLost(error)) return false;
      throw error;
    }
  }

  return {
    async issue(draft) {
      const series = seriesOf(draft);
      const key = invoiceKey(draft.advertiserId, draft.month, draft.currency, draft.corrects ?? '');
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const standing = await get(key);
        if (standing) return parseInvoice(standing);
        const counter = await get(seriesKey(series));
        const last = counter ? z.object({ last: z.int() }).parse(counter).last : 0;
        const invoice: Invoice = { ...draft, number: numberOf(series, last + 1) };
        if (await tryIssue(invoice, series, last)) return invoice;
      }
      throw new Problem('unavailable', `too many invoices of ${series} at once; ask again`);
    },

    async ofAdvertiser(advertiserId) {
      const invoices: Invoice[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const answer = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
            ExpressionAttributeValues: { ':pk': advertiserPk(advertiserId), ':prefix': INVOICE_PREFIX },
            ConsistentRead: true,
            ExclusiveStartKey: start,
          }),
        );
        invoices.push(...(answer.Items ?? []).map(parseInvoice));
        start = answer.LastEvaluatedKey;
      } while (start);
      return invoices;
    },

    list: (advertiserId, page) =>
      queryPage(
        client,
        { table, list: listOf(advertiserId), prefix: { attribute: 'sk', value: INVOICE_PREFIX }, newestFirst: true },
        page,
        parseInvoice,
      ),
  };
}
