import { dynamoBooks } from '../../../shared/billing/dynamo-books.ts';
import { followCredit } from '../../../shared/billing/follow-credit.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { client, creditPorts } from '../compose.ts';
import { enterEntriesHandler } from './handler.ts';

const env = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');
const credit = creditPorts();

export const handler = enterEntriesHandler({
  books: dynamoBooks(client, env.TABLE_REPORTS, env.NETWORK_ZONE),
  followCredit: (advertiserId) => followCredit(credit, advertiserId),
  log: createLog('billing/enter-entries'),
  count: createCount(),
});
