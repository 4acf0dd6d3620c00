import { dynamoStrays } from '../../../shared/appointments/dynamo-strays.ts';
import type { AppointmentMessage } from '../../../shared/appointments/messages.ts';
import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import type { LateTruthNotice } from '../../../shared/outcomes/contract.ts';
import { dynamoPersonHistory } from '../../../shared/outcomes/dynamo-person-history.ts';
import { NO_CIPHER } from '../../../shared/platform/cipher.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { personLife } from '../../../shared/platform/person-life.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { settlePorts } from '../compose-settling.ts';
import { settleAppointmentHandler } from './handler.ts';

const log = createLog('settle-appointment');
const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'QUEUE_APPOINTMENT_EVENTS', 'QUEUE_LATE_TRUTH', 'PERSON_DAYS');
const count = createCount();

export const handler = settleAppointmentHandler({
  log,
  settling: {
    ...settlePorts(client, log, NO_CIPHER),
    strays: dynamoStrays(client, env.TABLE_OUTCOMES, systemClock),
    catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
    people: dynamoPersonHistory(client, env.TABLE_OUTCOMES, personLife(env.PERSON_DAYS)),
    queue: queueSender<AppointmentMessage>(sqsClient(), env.QUEUE_APPOINTMENT_EVENTS),
    lateTruth: queueSender<LateTruthNotice>(sqsClient(), env.QUEUE_LATE_TRUTH),
    countUnknown: () => count(COUNTERS.unknownBooking),
  },
});
