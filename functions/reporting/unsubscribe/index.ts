import { dynamoUsers } from '../../../shared/catalog/dynamo-users.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { auditTrail } from '../../platform/audit-trail.ts';
import { composeLeaving } from '../compose-leaving.ts';
import { unsubscribeHandler } from './handler.ts';

const client = documentClient();

export const handler = unsubscribeHandler({
  ...composeLeaving(client),
  log: createLog('reporting/unsubscribe'),
  audit: auditTrail(client),
  users: dynamoUsers(client, readEnv('TABLE_CATALOG').TABLE_CATALOG),
});
