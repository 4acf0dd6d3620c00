import { dynamoActors } from '../../../shared/audit/dynamo-actors.ts';
import { dynamoAuditReader } from '../../../shared/audit/dynamo-audit-reader.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_AUDIT', 'TABLE_CATALOG', 'NETWORK_ZONE');

export const handler = handlerOf({
  ...apiDeps('audit/list-audit-records', client),
  actors: dynamoActors(client, env.TABLE_CATALOG),
  records: dynamoAuditReader(client, env.TABLE_AUDIT),
  clock: systemClock,
  zone: env.NETWORK_ZONE,
});
