import { parseCallerId } from '../../kernel/phone.ts';
import type { Attestation } from '../model.ts';
import type { Carrier } from '../ports.ts';
import { twilioShaped } from '../twilio-events.ts';
import type { Fields } from '../twilio-fields.ts';
import { writeTwiml } from '../twilio-voice.ts';
import { regionOfCaller } from './region-of-number.ts';
import { isSignedByTelnyx } from './telnyx-signature.ts';

/** A level counts only where Telnyx validated it; a validation that failed says that the number may be forged. */
export function readTelnyxAttestation(level: string | undefined, validated: string | undefined): Attestation {
  if (validated?.toLowerCase() === 'false') return 'failed';
  if (validated?.toLowerCase() !== 'true') return 'none';
  return level === 'A' || level === 'B' || level === 'C' ? level : 'none';
}

const attestationOf = (fields: Fields): Attestation =>
  readTelnyxAttestation(fields.ShakenStirAttestation, fields.ShakenStirValidated);

/**
 * Telnyx with TeXML: Twilio's webhooks and markup under Telnyx's signature. It tells no state of the caller.
 *
 * Source: https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/dial
 */
export const telnyxCarrier: Carrier = {
  name: 'telnyx',
  talkToldBy: 'dial',
  hears: ['keys', 'speech'],
  verify: isSignedByTelnyx,
  ...twilioShaped('telnyx', {
    attestationOf,
    regionOf: (fields) => regionOfCaller(parseCallerId(fields.From)),
  }),
  write: writeTwiml,
};
