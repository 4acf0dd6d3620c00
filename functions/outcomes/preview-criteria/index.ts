import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoCustomers } from '../../../shared/outcomes/dynamo-customers.ts';
import { dynamoJudged } from '../../../shared/outcomes/dynamo-judged.ts';
import { dynamoOutcomes } from '../../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../../shared/outcomes/dynamo-person-history.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_OUTCOMES', 'NETWORK_ZONE');

export const handler = handlerOf({
  ...apiDeps('outcomes/preview-criteria', client),
  judged: dynamoJudged(client, env.TABLE_OUTCOMES),
  outcomes: dynamoOutcomes(client, env.TABLE_OUTCOMES),
  history: dynamoPersonHistory(client, env.TABLE_OUTCOMES),
  customers: dynamoCustomers(client, env.TABLE_OUTCOMES),
  clock: systemClock,
  zone: env.NETWORK_ZONE,
});
