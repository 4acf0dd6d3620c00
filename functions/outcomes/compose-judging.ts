import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoRates } from '../../shared/catalog/dynamo-rates.ts';
import { conversionFor } from '../../shared/catalog/exchange-rate.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { chainStandings } from '../../shared/ledger/chain-standings.ts';
import { dynamoCorrections } from '../../shared/ledger/dynamo-corrections.ts';
import { dynamoChains } from '../../shared/outcomes/dynamo-chains.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { dynamoReplacements } from '../../shared/outcomes/dynamo-replacements.ts';
import type { JudgePorts } from '../../shared/outcomes/judge-outcome.ts';
import { readEnv } from '../../shared/platform/env.ts';

type Lookups = Pick<JudgePorts, 'history' | 'customers' | 'conversionOf' | 'chain' | 'qualityOf' | 'replacements'>;

/** What is looked up to judge, whether in time or by late truth. */
export function judgingLookups(client: DynamoDBDocumentClient): Lookups {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES');
  const catalog = dynamoCatalog(client, env.TABLE_CATALOG, systemClock);
  const rates = dynamoRates(client, env.TABLE_CATALOG);
  return {
    history: dynamoPersonHistory(client, env.TABLE_OUTCOMES),
    customers: dynamoCustomers(client, env.TABLE_OUTCOMES),
    conversionOf: async (publisherId, currency, day) => {
      const publisher = await catalog.publisher(publisherId);
      return publisher && conversionFor(rates, currency, publisher.currency, day);
    },
    chain: {
      chains: dynamoChains(client, env.TABLE_OUTCOMES),
      standings: chainStandings(dynamoCorrections(client, env.TABLE_OUTCOMES)),
    },
    replacements: dynamoReplacements(client, env.TABLE_OUTCOMES, systemClock),
    qualityOf: async (publisherId) => (await catalog.publisher(publisherId))?.quality?.score,
  };
}
