import { createHmac } from 'node:crypto';
import { parseCallerId } from '../../kernel/phone.ts';
import { isSameSecret } from '../../platform/compare-secrets.ts';
import type { Carrier, CarrierRequest } from '../ports.ts';
import { twilioShaped } from '../twilio-events.ts';
import { readAttestation, readRegion } from '../twilio-fields.ts';
import { isSignedByTwilio } from '../twilio-signature.ts';
import { writeTwiml } from '../twilio-voice.ts';
import { regionOfCaller } from './region-of-number.ts';

const HEADER = 'x-signalwire-signature';

/**
 * SignalWire signs cXML webhooks as Twilio does, and its newer ones in hex over the URL and the body as it came; both with the
 * project's signing key, both in its own header.
 *
 * Source: https://developer.signalwire.com/compatibility-api/guides/general/validating-webhooks
 */
function isSigned(request: CarrierRequest, signingKeys: readonly string[]): boolean {
  const signature = request.header(HEADER);
  if (!signature || signature.length > 100) return false;
  const isRaw = signingKeys.some((key) =>
    isSameSecret(
      signature,
      createHmac('sha1', key)
        .update(request.url + request.body)
        .digest('hex'),
    ),
  );
  if (isRaw) return true;
  const header = (name: string) => request.header(name === 'x-twilio-signature' ? HEADER : name);
  return isSignedByTwilio({ ...request, header }, signingKeys);
}

/** SignalWire: Twilio's webhooks and markup under its own signature. */
export const signalwireCarrier: Carrier = {
  name: 'signalwire',
  talkToldBy: 'dial',
  hears: ['keys', 'speech'],
  verify: isSigned,
  ...twilioShaped('signalwire', {
    attestationOf: (fields) => readAttestation(fields.StirVerstat),
    // It may leave out the caller's state, which Twilio tells.
    regionOf: (fields) => (fields.FromState ? readRegion(fields) : regionOfCaller(parseCallerId(fields.From))),
  }),
  write: writeTwiml,
};
