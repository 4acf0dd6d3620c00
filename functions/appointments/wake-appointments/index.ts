import { dynamoWakes } from '../../../shared/appointments/dynamo-wakes.ts';
import type { AppointmentMessage } from '../../../shared/appointments/messages.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { queueSender, sqsClient } from '../../../shared/platform/sqs.ts';
import { wakeHandler } from './handler.ts';

const env = readEnv('TABLE_OUTCOMES', 'QUEUE_APPOINTMENT_EVENTS');

export const handler = wakeHandler({
  log: createLog('wake-appointments'),
  wakes: dynamoWakes(documentClient(), env.TABLE_OUTCOMES),
  queue: queueSender<AppointmentMessage>(sqsClient(), env.QUEUE_APPOINTMENT_EVENTS),
  clock: systemClock,
});
