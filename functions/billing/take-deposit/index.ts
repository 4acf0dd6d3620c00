import { dynamoAdvertiserBook } from '../../../shared/billing/dynamo-advertiser-book.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { advertisers, client } from '../compose.ts';
import { takeDepositHandler } from './handler.ts';

const env = readEnv('TABLE_LEDGER', 'NETWORK_ZONE');

export const handler = takeDepositHandler({
  ...apiDeps('billing/take-deposit', client),
  advertisers: advertisers(),
  advertiserBook: dynamoAdvertiserBook(client, env.TABLE_LEDGER),
  clock: systemClock,
  zone: env.NETWORK_ZONE,
});
