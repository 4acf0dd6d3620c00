import { S3Client } from '@aws-sdk/client-s3';
import { dynamoAdvertiserBook } from '../../shared/billing/dynamo-advertiser-book.ts';
import { dynamoBalances } from '../../shared/billing/dynamo-balances.ts';
import { dynamoBookReader } from '../../shared/billing/dynamo-book-reader.ts';
import { dynamoExports } from '../../shared/billing/dynamo-exports.ts';
import { dynamoInvoices } from '../../shared/billing/dynamo-invoices.ts';
import { dynamoJudgedTimes } from '../../shared/billing/dynamo-judged-times.ts';
import { dynamoRetainers } from '../../shared/billing/dynamo-retainers.ts';
import { dynamoTerms } from '../../shared/billing/dynamo-terms.ts';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCredit } from '../../shared/catalog/dynamo-credit.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { s3Files } from '../../shared/platform/s3-files.ts';

export const client = documentClient();

/** What every reader of the books has. */
export function readers() {
  const { TABLE_REPORTS, NETWORK_ZONE } = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');
  return {
    balances: dynamoBalances(client, TABLE_REPORTS, systemClock, NETWORK_ZONE),
    book: dynamoBookReader(client, TABLE_REPORTS, NETWORK_ZONE),
    clock: systemClock,
    zone: NETWORK_ZONE,
  };
}

export const exportStore = () => dynamoExports(client, readEnv('TABLE_REPORTS').TABLE_REPORTS);

export const fileStore = () => s3Files(new S3Client({ forcePathStyle: true }), readEnv('BUCKET_FILES').BUCKET_FILES);

export const advertisers = () => dynamoAdvertisers(client, readEnv('TABLE_CATALOG').TABLE_CATALOG);

export const retainerStore = () => dynamoRetainers(client, readEnv('TABLE_PAYOUTS').TABLE_PAYOUTS);

export const termsStore = () => dynamoTerms(client, readEnv('TABLE_PAYOUTS').TABLE_PAYOUTS);

/** What it takes to tell routing what an advertiser may still spend. */
export const creditPorts = () => ({
  balances: readers().balances,
  terms: termsStore(),
  credit: dynamoCredit(client, readEnv('TABLE_CATALOG').TABLE_CATALOG),
});

/** What a view of one advertiser asks besides the books. */
export const advertiserStores = () => ({ advertisers: advertisers(), terms: termsStore() });

export const invoiceStore = () => dynamoInvoices(client, readEnv('TABLE_PAYOUTS').TABLE_PAYOUTS);

/** What it takes to bill a month. */
export function invoiceDeps() {
  const env = readEnv('TABLE_LEDGER', 'TABLE_OUTCOMES');
  return {
    ...readers(),
    terms: termsStore(),
    judged: dynamoJudgedTimes(client, env.TABLE_OUTCOMES),
    invoices: invoiceStore(),
    advertiserBook: dynamoAdvertiserBook(client, env.TABLE_LEDGER),
    files: fileStore(),
  };
}
