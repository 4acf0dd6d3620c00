import { dynamoAuditReader } from '../../../shared/audit/dynamo-audit-reader.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_AUDIT', 'NETWORK_ZONE');

export const handler = handlerOf({
  ...apiDeps('audit/list-audit-records', client),
  records: dynamoAuditReader(client, env.TABLE_AUDIT),
  clock: systemClock,
  zone: env.NETWORK_ZONE,
});
