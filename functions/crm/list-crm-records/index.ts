import { dynamoRecords } from '../../../shared/crm/dynamo-records.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { connectionStore } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('crm/list-crm-records', client),
  connections: connectionStore(client),
  records: dynamoRecords(client, readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES),
});
