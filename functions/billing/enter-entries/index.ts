import { dynamoBooks } from '../../../shared/billing/dynamo-books.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { enterEntriesHandler } from './handler.ts';

const env = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');

export const handler = enterEntriesHandler({
  books: dynamoBooks(documentClient(), env.TABLE_REPORTS, env.NETWORK_ZONE),
  log: createLog('billing/enter-entries'),
  count: createCount(),
});
