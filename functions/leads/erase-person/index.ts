import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoErasure } from '../../../shared/leads/dynamo-erasure.ts';
import { dynamoPersonHistory } from '../../../shared/outcomes/dynamo-person-history.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { personSecretReader } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { TABLE_OUTCOMES } = readEnv('TABLE_OUTCOMES');

export const handler = handlerOf({
  ...apiDeps('leads/erase-person', client),
  people: dynamoPersonHistory(client, TABLE_OUTCOMES),
  erasure: dynamoErasure(client, TABLE_OUTCOMES),
  personSecret: personSecretReader(),
  clock: systemClock,
});
