import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { dynamoRates } from '../../../shared/catalog/dynamo-rates.ts';
import { conversionFor } from '../../../shared/catalog/exchange-rate.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { chainStandings } from '../../../shared/ledger/chain-standings.ts';
import { dynamoCorrections } from '../../../shared/ledger/dynamo-corrections.ts';
import { dynamoJournal } from '../../../shared/ledger/dynamo-journal.ts';
import { verdictJournal } from '../../../shared/ledger/post-entry.ts';
import { dynamoChains } from '../../../shared/outcomes/dynamo-chains.ts';
import { dynamoCustomers } from '../../../shared/outcomes/dynamo-customers.ts';
import { dynamoFeedback } from '../../../shared/outcomes/dynamo-feedback.ts';
import { dynamoOutcomes } from '../../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../../shared/outcomes/dynamo-person-history.ts';
import { qualityScore } from '../../../shared/outcomes/quality.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { termsReader } from '../compose.ts';
import { judgeHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'TABLE_LEDGER', 'QUEUE_OUTCOMES', 'NETWORK_ZONE');
const client = documentClient();
const zone = env.NETWORK_ZONE;

const catalog = dynamoCatalog(client, env.TABLE_CATALOG, systemClock);
const rates = dynamoRates(client, env.TABLE_CATALOG);
const feedback = dynamoFeedback(client, env.TABLE_OUTCOMES);

export const handler = judgeHandler({
  log: createLog('judge-outcome'),
  again: queueSender(sqsClient(), env.QUEUE_OUTCOMES),
  judge: {
    outcomes: dynamoOutcomes(client, env.TABLE_OUTCOMES),
    history: dynamoPersonHistory(client, env.TABLE_OUTCOMES),
    customers: dynamoCustomers(client, env.TABLE_OUTCOMES),
    terms: termsReader(client),
    journal: verdictJournal({ book: dynamoJournal(client, env.TABLE_LEDGER), clock: systemClock, zone }),
    conversionOf: async (publisherId, currency, day) => {
      const publisher = await catalog.publisher(publisherId);
      return publisher && conversionFor(rates, currency, publisher.currency, day);
    },
    chain: {
      chains: dynamoChains(client, env.TABLE_OUTCOMES),
      standings: chainStandings(dynamoCorrections(client, env.TABLE_OUTCOMES)),
    },
    qualityOf: async (publisherId) => qualityScore(await feedback.counts(publisherId)),
    clock: systemClock,
    zone,
  },
});
