import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { dynamoPublisherDirectory } from '../../../shared/payouts/dynamo-publisher-directory.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { composeWorker } from '../compose.ts';
import { drawPayoutLineHandler } from './handler.ts';

const deps = composeWorker('draw-payout-line');
const env = readEnv('TABLE_CATALOG', 'TABLE_LEDGER');

const journal = dynamoJournal(deps.client, env.TABLE_LEDGER);

export const handler = drawPayoutLineHandler({
  ...deps,
  entries: journal,
  book: journal,
  directory: dynamoPublisherDirectory(deps.client, env.TABLE_CATALOG),
  count: createCount(),
});
