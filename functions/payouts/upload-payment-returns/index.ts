import { dynamoPayees } from '../../../shared/catalog/dynamo-payees.ts';
import { dynamoFrozenDays } from '../../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { dynamoPayments } from '../../../shared/payouts/dynamo-payments.ts';
import { dynamoReturnFiles } from '../../../shared/payouts/dynamo-return-files.ts';
import { NO_CIPHER } from '../../../shared/platform/cipher.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeApi } from '../compose.ts';
import { uploadPaymentReturnsHandler } from './handler.ts';

const deps = composeApi('upload-payment-returns');
const env = readEnv('TABLE_CATALOG', 'TABLE_LEDGER', 'TABLE_PAYOUTS');

export const handler = uploadPaymentReturnsHandler({
  ...deps,
  payments: dynamoPayments(deps.client, env.TABLE_PAYOUTS),
  returnFiles: dynamoReturnFiles(deps.client, env.TABLE_PAYOUTS),
  payees: dynamoPayees(deps.client, env.TABLE_CATALOG, NO_CIPHER),
  book: dynamoJournal(deps.client, env.TABLE_LEDGER),
  // In a table of ours: nothing here may change an item of the ledger.
  frozen: dynamoFrozenDays(deps.client, env.TABLE_PAYOUTS),
});
