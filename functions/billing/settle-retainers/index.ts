import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoFrozenDays } from '../../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoFacts } from '../../../shared/reporting/dynamo-facts.ts';
import { dynamoPlacements } from '../../../shared/reporting/dynamo-placements.ts';
import { client, retainerStore } from '../compose.ts';
import { deliveredFrom } from '../delivered.ts';
import { reportTo } from '../report-retainer.ts';
import { settleRetainersHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'TABLE_LEDGER', 'TABLE_REPORTS', 'NETWORK_ZONE');
const facts = dynamoFacts(client, env.TABLE_REPORTS);
const placements = dynamoPlacements(client, env.TABLE_CATALOG, systemClock);

export const handler = settleRetainersHandler({
  retainers: retainerStore(),
  delivered: deliveredFrom(facts),
  report: reportTo(facts, placements, env.NETWORK_ZONE),
  book: dynamoJournal(client, env.TABLE_LEDGER),
  frozen: dynamoFrozenDays(client, env.TABLE_LEDGER),
  clock: systemClock,
  zone: env.NETWORK_ZONE,
  log: createLog('billing/settle-retainers'),
});
