import { dynamoNotices } from '../../../shared/appointments/dynamo-notices.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();

export const handler = handlerOf({
  ...apiDeps('appointments/list-notices', client),
  notices: dynamoNotices(client, readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES),
});
