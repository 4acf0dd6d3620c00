import { S3Client } from '@aws-sdk/client-s3';
import { dynamoRunPayments } from '../../../shared/billing/dynamo-run-payments.ts';
import { dynamoLines } from '../../../shared/payouts/dynamo-lines.ts';
import { dynamoRuns } from '../../../shared/payouts/dynamo-runs.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { s3Files } from '../../../shared/platform/s3-files.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { client } from '../compose.ts';
import { tieOutPayoutRunHandler } from './handler.ts';

const env = readEnv('TABLE_PAYOUTS', 'TABLE_LEDGER', 'BUCKET_FILES');

export const handler = tieOutPayoutRunHandler({
  ...apiDeps('billing/tie-out-payout-run', client),
  runs: dynamoRuns(client, env.TABLE_PAYOUTS),
  lines: dynamoLines(client, env.TABLE_PAYOUTS),
  files: s3Files(new S3Client({ forcePathStyle: true }), env.BUCKET_FILES),
  payments: dynamoRunPayments(client, env.TABLE_LEDGER),
});
