import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { client, readers } from '../compose.ts';
import { getAccountStatementHandler } from './handler.ts';

export const handler = getAccountStatementHandler({
  ...apiDeps('billing/get-account-statement', client),
  ...readers(),
  ledger: dynamoJournal(client, readEnv('TABLE_LEDGER').TABLE_LEDGER),
});
