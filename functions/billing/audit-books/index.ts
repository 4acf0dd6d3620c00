import { dynamoBooks } from '../../../shared/billing/dynamo-books.ts';
import { dynamoLedgerScan } from '../../../shared/billing/dynamo-ledger-scan.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { client, readers } from '../compose.ts';
import { auditBooksHandler } from './handler.ts';

const env = readEnv('TABLE_LEDGER', 'TABLE_REPORTS', 'NETWORK_ZONE');

export const handler = auditBooksHandler({
  ...readers(),
  books: dynamoBooks(client, env.TABLE_REPORTS, env.NETWORK_ZONE),
  ledger: dynamoLedgerScan(client, env.TABLE_LEDGER),
  log: createLog('billing/audit-books'),
  count: createCount(),
});
