import { dynamoCalendarReader } from '../../../shared/appointments/calendars/dynamo-calendars.ts';
import type { AppointmentMessage } from '../../../shared/appointments/messages.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { attendeeCipher, personHasher } from '../compose.ts';
import { receiveBookingEventHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'QUEUE_APPOINTMENT_EVENTS');

export const handler = receiveBookingEventHandler({
  log: createLog('receive-booking-event'),
  count: createCount(),
  clock: systemClock,
  calendars: dynamoCalendarReader(documentClient(), env.TABLE_CATALOG, attendeeCipher(), systemClock),
  hashPerson: personHasher(),
  queue: queueSender<AppointmentMessage>(sqsClient(), env.QUEUE_APPOINTMENT_EVENTS),
});
