import { dynamoSuppressions } from '../../../shared/leads/dynamo-suppressions.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { personSecretReader } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('leads/remove-suppressions', client),
  suppressions: dynamoSuppressions(client, readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES),
  personSecret: personSecretReader(),
});
