import { dynamoBalances } from '../../shared/billing/dynamo-balances.ts';
import { dynamoBookReader } from '../../shared/billing/dynamo-book-reader.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';

export const client = documentClient();

/** What every reader of the books has. */
export function readers() {
  const { TABLE_REPORTS, NETWORK_ZONE } = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');
  return {
    balances: dynamoBalances(client, TABLE_REPORTS, systemClock, NETWORK_ZONE),
    book: dynamoBookReader(client, TABLE_REPORTS, NETWORK_ZONE),
    clock: systemClock,
    zone: NETWORK_ZONE,
  };
}
