import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAvailability } from '../../shared/appointments/dynamo-availability.ts';
import { dynamoMeetings } from '../../shared/appointments/dynamo-meetings.ts';
import { dynamoNotices } from '../../shared/appointments/dynamo-notices.ts';
import type { ReportPorts } from '../../shared/appointments/report-attendance.ts';
import type { JudgeRequest } from '../../shared/outcomes/contract.ts';
import type { Cipher } from '../../shared/platform/cipher.ts';
import { createCount } from '../../shared/platform/count.ts';
import { COUNTERS } from '../../shared/platform/counters.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { Log } from '../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../shared/platform/sqs.ts';
import { attendeeCipher, showPorts } from './compose.ts';

/** What merges an event into its appointment and asks for the verdict. */
export function settlePorts(client: DynamoDBDocumentClient, log: Log, cipher: Cipher = attendeeCipher()): ReportPorts {
  const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'QUEUE_OUTCOMES');
  const count = createCount();
  return {
    ...showPorts(client, cipher),
    meetings: dynamoMeetings(client, env.TABLE_OUTCOMES, cipher),
    availability: dynamoAvailability(client, env.TABLE_CATALOG),
    notices: dynamoNotices(client, env.TABLE_OUTCOMES),
    judge: queueSender<JudgeRequest>(sqsClient(), env.QUEUE_OUTCOMES),
    countLate: () => count(COUNTERS.lateEvent),
    note: (what, details) => log.warn(what, details),
  };
}
