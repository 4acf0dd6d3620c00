import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { verdictJournal } from '../../../shared/ledger/post-entry.ts';
import { dynamoOutcomes } from '../../../shared/outcomes/dynamo-outcomes.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { termsReader } from '../compose.ts';
import { judgingLookups } from '../compose-judging.ts';
import { judgeHandler } from './handler.ts';

const env = readEnv('TABLE_OUTCOMES', 'TABLE_LEDGER', 'QUEUE_OUTCOMES', 'NETWORK_ZONE');
const client = documentClient();
const zone = env.NETWORK_ZONE;

export const handler = judgeHandler({
  log: createLog('judge-outcome'),
  again: queueSender(sqsClient(), env.QUEUE_OUTCOMES),
  judge: {
    ...judgingLookups(client),
    outcomes: dynamoOutcomes(client, env.TABLE_OUTCOMES),
    terms: termsReader(client),
    journal: verdictJournal({ book: dynamoJournal(client, env.TABLE_LEDGER), clock: systemClock, zone }),
    clock: systemClock,
    zone,
  },
});
