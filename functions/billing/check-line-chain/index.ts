import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { dynamoLines } from '../../../shared/payouts/dynamo-lines.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { client } from '../compose.ts';
import { checkLineChainHandler } from './handler.ts';

const env = readEnv('TABLE_PAYOUTS', 'TABLE_LEDGER');

export const handler = checkLineChainHandler({
  ...apiDeps('billing/check-line-chain', client),
  lines: dynamoLines(client, env.TABLE_PAYOUTS),
  entries: dynamoJournal(client, env.TABLE_LEDGER),
});
