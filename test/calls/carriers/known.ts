import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { bandwidthCarrier } from '../../../shared/calls/carriers/bandwidth-carrier.ts';
import { callControlCarrier } from '../../../shared/calls/carriers/call-control-carrier.ts';
import { genericCarrier } from '../../../shared/calls/carriers/generic-carrier.ts';
import { plivoCarrier } from '../../../shared/calls/carriers/plivo-carrier.ts';
import { signalwireCarrier } from '../../../shared/calls/carriers/signalwire-carrier.ts';
import { telnyxCarrier } from '../../../shared/calls/carriers/telnyx-carrier.ts';
import type { CarrierName } from '../../../shared/calls/model.ts';
import type { Carrier } from '../../../shared/calls/ports.ts';
import { twilioCarrier } from '../../../shared/calls/twilio-carrier.ts';
import { OLD_TOKEN, TOKEN } from '../forms.ts';

export const CARRIER_OF: Readonly<Record<CarrierName, Carrier>> = {
  twilio: twilioCarrier,
  telnyx: telnyxCarrier,
  'telnyx-call-control': callControlCarrier,
  signalwire: signalwireCarrier,
  plivo: plivoCarrier,
  bandwidth: bandwidthCarrier,
  generic: genericCarrier,
};

/** A Telnyx account: its private key stays with it, its public one is what we have. */
interface TelnyxKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

function telnyxKeys(): TelnyxKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64') };
}

const TELNYX = telnyxKeys();
const TELNYX_BEFORE = telnyxKeys();

/** Somebody else's account. */
const TELNYX_STRANGER = telnyxKeys();

/** What the app holds of each carrier: the current secret and the one before. */
export const secretsOf = (name: CarrierName): readonly [string, string] =>
  name.startsWith('telnyx') ? [TELNYX.publicKey, TELNYX_BEFORE.publicKey] : [TOKEN, OLD_TOKEN];

const pkcs8 = ({ privateKey }: TelnyxKeys): string =>
  privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');

/** What the carrier itself signs with. */
export const proofsOf = (name: CarrierName) =>
  name.startsWith('telnyx')
    ? { current: pkcs8(TELNYX), before: pkcs8(TELNYX_BEFORE), stranger: pkcs8(TELNYX_STRANGER) }
    : { current: TOKEN, before: OLD_TOKEN, stranger: 'a-strangers-token' };
