import { callControlCarrier } from '../../../shared/calls/carriers/call-control-carrier.ts';
import { httpCallControl } from '../../../shared/calls/carriers/http-call-control.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { secretReader } from '../../../shared/platform/secrets.ts';
import { voice } from '../compose-carrier.ts';
import { answerPorts } from '../compose-stores.ts';
import { steerCallHandler } from './handler.ts';

const env = readEnv('PUBLIC_URL', 'SECRET_TELNYX_ARN', 'SECRET_TELNYX_API_ARN');
const log = createLog('steer-call');
const apiKey = secretReader(env.SECRET_TELNYX_API_ARN, systemClock);
const ports = answerPorts(log);
const connected = {
  carrier: callControlCarrier,
  secrets: secretReader(env.SECRET_TELNYX_ARN, systemClock),
  commands: httpCallControl(async () => (await apiKey())[0]),
};

export const handler = steerCallHandler({
  log,
  count: createCount(),
  clock: systemClock,
  publicUrl: env.PUBLIC_URL,
  carriers: (name) => (name === callControlCarrier.name ? connected : undefined),
  voice: voice(),
  ports,
  choosing: ports,
  dialing: ports,
});
