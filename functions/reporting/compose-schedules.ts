import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { dynamoSchedules } from '../../shared/reporting/scheduled/dynamo-schedules.ts';
import type { ManagePorts } from '../../shared/reporting/scheduled/manage-schedules.ts';

/** What looking after schedules needs. */
export function composeSchedules(client: DynamoDBDocumentClient): ManagePorts {
  const env = readEnv('TABLE_CATALOG', 'NETWORK_ZONE', 'MAIL_SENDER');
  return {
    schedules: dynamoSchedules(client, env.TABLE_CATALOG),
    clock: systemClock,
    zone: env.NETWORK_ZONE,
    mailSender: env.MAIL_SENDER,
  };
}
