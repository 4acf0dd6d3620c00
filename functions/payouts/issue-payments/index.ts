import { S3Client } from '@aws-sdk/client-s3';
import { openAccountWith } from '../../../shared/catalog/dynamo-payees.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { dynamoPayments } from '../../../shared/payouts/dynamo-payments.ts';
import { parseSenders } from '../../../shared/payouts/files/sender.ts';
import { aesCipher } from '../../../shared/platform/cipher.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { s3Files } from '../../../shared/platform/s3-files.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { composeWorker } from '../compose.ts';
import { issuePaymentsHandler } from './handler.ts';

const deps = composeWorker('issue-payments');
const env = readEnv(
  'TABLE_LEDGER',
  'TABLE_PAYOUTS',
  'BUCKET_FILES',
  'SECRET_DATA_KEY_ARN',
  'SECRET_PAYOUT_SENDERS_ARN',
);
const senders = secretReader(env.SECRET_PAYOUT_SENDERS_ARN, systemClock);

export const handler = issuePaymentsHandler({
  ...deps,
  book: dynamoJournal(deps.client, env.TABLE_LEDGER),
  payments: dynamoPayments(deps.client, env.TABLE_PAYOUTS),
  senders: async () => parseSenders((await senders())[0]),
  openAccount: openAccountWith(aesCipher(secretReader(env.SECRET_DATA_KEY_ARN, systemClock))),
  files: s3Files(new S3Client({ forcePathStyle: true }), env.BUCKET_FILES),
});
