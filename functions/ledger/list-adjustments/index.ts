import { dynamoCorrections } from '../../../shared/ledger/dynamo-corrections.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const { TABLE_OUTCOMES } = readEnv('TABLE_OUTCOMES');

export const handler = handlerOf({
  ...apiDeps('ledger/list-adjustments', client),
  corrections: dynamoCorrections(client, TABLE_OUTCOMES),
});
