import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { entryOf } from '../ledger/entry-item.ts';
import { ledgerPk, paymentSk } from '../ledger/keys.ts';
import { paymentReference } from '../payouts/payment.ts';
import { batchGet } from '../platform/batch-get.ts';
import type { RunPayments } from './ports.ts';

/** DynamoDB takes 100 keys a request. */
/** Payments of a run, found by their keys. */
export function dynamoRunPayments(client: DynamoDBDocumentClient, tableName: string): RunPayments {
  return {
    async of(runId, publisherIds) {
      const keys = publisherIds.map((publisherId) => ({
        pk: ledgerPk(publisherId),
        sk: paymentSk(runId, paymentReference(runId, publisherId)),
      }));
      const entries = (await batchGet(client, { table: tableName, consistent: true }, keys)).map(entryOf);
      return new Map(entries.map((entry) => [entry.publisherId, entry]));
    },
  };
}
