import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeApi } from '../compose.ts';
import { downloadStatementHandler } from './handler.ts';

const deps = composeApi('download-statement');

export const handler = downloadStatementHandler({
  ...deps,
  entries: dynamoJournal(deps.client, readEnv('TABLE_LEDGER').TABLE_LEDGER),
});
