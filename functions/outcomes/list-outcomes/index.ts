import { dynamoJudged } from '../../../shared/outcomes/dynamo-judged.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_OUTCOMES', 'NETWORK_ZONE');

export const handler = handlerOf({
  ...apiDeps('outcomes/list-outcomes', client),
  judged: dynamoJudged(client, env.TABLE_OUTCOMES),
  zone: env.NETWORK_ZONE,
});
