import { dynamoDeals } from '../../../shared/catalog/dynamo-deals.ts';
import { dynamoOffers } from '../../../shared/catalog/dynamo-offers.ts';
import { dynamoPublishers } from '../../../shared/catalog/dynamo-publishers.ts';
import { followQuality } from '../../../shared/catalog/follow-quality.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoFacts } from '../../../shared/reporting/dynamo-facts.ts';
import { dynamoQuality } from '../../../shared/reporting/quality/dynamo-quality.ts';
import { scoreHandler } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_REPORTS', 'TABLE_CATALOG', 'NETWORK_ZONE');
const deals = {
  offers: dynamoOffers(client, env.TABLE_CATALOG),
  deals: dynamoDeals(client, env.TABLE_CATALOG),
  clock: systemClock,
};
const publishers = dynamoPublishers(client, env.TABLE_CATALOG);

export const handler = scoreHandler({
  facts: dynamoFacts(client, env.TABLE_REPORTS),
  quality: dynamoQuality(client, env.TABLE_REPORTS),
  async publish(publisherId, score) {
    await publishers.publishQuality(publisherId, score);
    await followQuality(deals, publisherId, score);
  },
  clock: systemClock,
  zone: env.NETWORK_ZONE,
  log: createLog('score-quality'),
});
