import { httpCallStatus } from '../../../shared/calls/carriers/http-call-status.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { callQueue, noteIn, sweepQueue } from '../compose-queue.ts';
import { callReader } from '../compose-stores.ts';
import { sweepCallHandler } from './handler.ts';

const log = createLog('sweep-call');
const env = readEnv('SECRET_TWILIO_API_ARN', 'SECRET_TELNYX_API_ARN');
const current = (arn: string): (() => Promise<string>) => {
  const read = secretReader(arn, systemClock);
  return async () => (await read())[0];
};

export const handler = sweepCallHandler({
  log,
  ports: {
    calls: callReader(documentClient()),
    status: httpCallStatus({
      twilio: current(env.SECRET_TWILIO_API_ARN),
      telnyx: current(env.SECRET_TELNYX_API_ARN),
    }),
    queue: callQueue(),
    sweeps: sweepQueue(),
    note: noteIn(log),
  },
});
