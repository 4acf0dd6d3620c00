import type { Voice } from '../../shared/calls/instruct-carrier.ts';
import { twilioCarrier } from '../../shared/calls/twilio-carrier.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { createCount } from '../../shared/platform/count.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createLog } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import type { CarrierDeps } from './carrier-handler.ts';

/** What every webhook of Twilio's needs. */
export function twilioDeps(service: string): CarrierDeps {
  const env = readEnv('PUBLIC_URL', 'SECRET_TWILIO_ARN');
  return {
    log: createLog(service),
    count: createCount(),
    carrier: twilioCarrier,
    secrets: secretReader(env.SECRET_TWILIO_ARN, systemClock),
    publicUrl: env.PUBLIC_URL,
  };
}

export function voice(): Voice {
  const env = readEnv('PUBLIC_URL', 'RECORD_CALLS');
  return { publicUrl: env.PUBLIC_URL, record: env.RECORD_CALLS };
}
