import { dynamoEntryList } from '../../../shared/ledger/dynamo-entry-list.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { listJournalEntriesHandler } from './handler.ts';

const client = documentClient();
const { TABLE_LEDGER } = readEnv('TABLE_LEDGER');

export const handler = listJournalEntriesHandler({
  ...apiDeps('ledger/list-journal-entries', client),
  entries: dynamoEntryList(client, TABLE_LEDGER),
});
