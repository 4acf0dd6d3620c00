import { bandwidthCarrier } from '../../shared/calls/carriers/bandwidth-carrier.ts';
import { genericCarrier } from '../../shared/calls/carriers/generic-carrier.ts';
import { plivoCarrier } from '../../shared/calls/carriers/plivo-carrier.ts';
import { signalwireCarrier } from '../../shared/calls/carriers/signalwire-carrier.ts';
import { telnyxCarrier } from '../../shared/calls/carriers/telnyx-carrier.ts';
import type { Voice } from '../../shared/calls/instruct-carrier.ts';
import type { CarrierName } from '../../shared/calls/model.ts';
import { twilioCarrier } from '../../shared/calls/twilio-carrier.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { createCount } from '../../shared/platform/count.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createLog } from '../../shared/platform/log.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import type { CarrierDeps, ConnectedCarrier } from './carrier-handler.ts';

/** Every carrier with its secret, which is read when its first webhook comes. */
function connectedCarriers(): (name: CarrierName) => ConnectedCarrier | undefined {
  const env = readEnv(
    'SECRET_TWILIO_ARN',
    'SECRET_TELNYX_ARN',
    'SECRET_SIGNALWIRE_ARN',
    'SECRET_PLIVO_ARN',
    'SECRET_BANDWIDTH_ARN',
    'SECRET_GENERIC_ARN',
  );
  const secrets = (arn: string) => secretReader(arn, systemClock);
  const known: Partial<Readonly<Record<CarrierName, ConnectedCarrier>>> = {
    twilio: { carrier: twilioCarrier, secrets: secrets(env.SECRET_TWILIO_ARN) },
    telnyx: { carrier: telnyxCarrier, secrets: secrets(env.SECRET_TELNYX_ARN) },
    signalwire: { carrier: signalwireCarrier, secrets: secrets(env.SECRET_SIGNALWIRE_ARN) },
    plivo: { carrier: plivoCarrier, secrets: secrets(env.SECRET_PLIVO_ARN) },
    bandwidth: { carrier: bandwidthCarrier, secrets: secrets(env.SECRET_BANDWIDTH_ARN) },
    generic: { carrier: genericCarrier, secrets: secrets(env.SECRET_GENERIC_ARN) },
  };
  return (name) => known[name];
}

/** What every webhook of a carrier's needs. */
export function carrierDeps(service: string): CarrierDeps {
  return {
    log: createLog(service),
    count: createCount(),
    clock: systemClock,
    carriers: connectedCarriers(),
    publicUrl: readEnv('PUBLIC_URL').PUBLIC_URL,
  };
}

export function voice(): Voice {
  const env = readEnv('PUBLIC_URL', 'RECORD_CALLS', 'RECORDING_NOTICE');
  return { publicUrl: env.PUBLIC_URL, record: env.RECORD_CALLS, notice: env.RECORDING_NOTICE };
}
