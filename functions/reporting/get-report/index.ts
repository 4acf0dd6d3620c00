import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoFacts } from '../../../shared/reporting/dynamo-facts.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');

export const handler = handlerOf({
  ...apiDeps('reporting/get-report', client),
  facts: dynamoFacts(client, env.TABLE_REPORTS),
  zone: env.NETWORK_ZONE,
});
