import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoFeedback } from '../../../shared/outcomes/dynamo-feedback.ts';
import { qualityScore } from '../../../shared/outcomes/quality.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { pingTokens } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES');
const feedback = dynamoFeedback(client, env.TABLE_OUTCOMES);

export const handler = handlerOf({
  ...apiDeps('leads/ping-lead', client),
  catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
  pings: pingTokens(),
  qualityOf: async (publisherId) => qualityScore(await feedback.counts(publisherId)),
  clock: systemClock,
});
