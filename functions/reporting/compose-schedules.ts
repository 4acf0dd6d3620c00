import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { dynamoUsers } from '../../shared/catalog/dynamo-users.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { dynamoSchedules } from '../../shared/reporting/scheduled/dynamo-schedules.ts';
import type { ManagePorts } from '../../shared/reporting/scheduled/manage-schedules.ts';
import type { Readers } from '../../shared/reporting/scheduled/ports.ts';
import { catalogReaders } from './catalog-readers.ts';

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

/** Whom letters may be mailed to. */
export function composeReaders(client: DynamoDBDocumentClient): Readers {
  const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');
  return catalogReaders({
    catalog: dynamoCatalog(client, TABLE_CATALOG, systemClock),
    users: dynamoUsers(client, TABLE_CATALOG),
  });
}
