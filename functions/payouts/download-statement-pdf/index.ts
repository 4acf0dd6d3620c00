import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeApi } from '../compose.ts';
import { downloadStatementPdfHandler } from './handler.ts';

const deps = composeApi('download-statement-pdf');

export const handler = downloadStatementPdfHandler({
  ...deps,
  entries: dynamoJournal(deps.client, readEnv('TABLE_LEDGER').TABLE_LEDGER),
});
