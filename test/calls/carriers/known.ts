import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { bandwidthCarrier } from '../../../shared/calls/carriers/bandwidth-carrier.ts';
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
  signalwire: signalwireCarrier,
  plivo: plivoCarrier,
  bandwidth: bandwidthCarrier,
  generic: genericCarrier,
};

/** A Telnyx account: its private key stays with it, its public one is what we have. */
export interface TelnyxKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: string;
}

function telnyxKeys(): TelnyxKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64') };
}

export const TELNYX = telnyxKeys();
export const TELNYX_BEFORE = telnyxKeys();

/** Somebody else's account. */
export const TELNYX_STRANGER = telnyxKeys();

/** What the app holds of each carrier: the current secret and the one before. */
export const secretsOf = (name: CarrierName): readonly [string, string] =>
  name === 'telnyx' ? [TELNYX.publicKey, TELNYX_BEFORE.publicKey] : [TOKEN, OLD_TOKEN];
