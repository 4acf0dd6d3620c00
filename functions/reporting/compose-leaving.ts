import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../shared/kernel/time.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { dynamoSchedules } from '../../shared/reporting/scheduled/dynamo-schedules.ts';
import type { LeavePorts } from '../../shared/reporting/scheduled/leave-schedule.ts';
import { composeWayOut } from './compose-letters.ts';
import { composeReaders } from './compose-schedules.ts';

/** What leaving a schedule by the link in a mail needs. */
export function composeLeaving(client: DynamoDBDocumentClient): LeavePorts {
  const { TABLE_CATALOG } = readEnv('TABLE_CATALOG');
  return {
    schedules: dynamoSchedules(client, TABLE_CATALOG),
    wayOut: composeWayOut(),
    readers: composeReaders(client),
    clock: systemClock,
  };
}
