import type { SecretName } from '../constructs/function-spec.ts';

interface SecretSpec {
  /** Physical name, last part. */
  readonly name: string;
  readonly purpose: string;
}

/** Each starts as 64 random characters; a rotation keeps the value before, which stays valid for signatures. */
export const secretSpecs: Readonly<Record<SecretName, SecretSpec>> = {
  LEASE_TOKEN: { name: 'lease-token', purpose: 'Signs the lease tokens that the tag presents' },
  PERSON_HASH: { name: 'person-hash', purpose: 'Keys the hashes under which callers and customers are compared' },
  TWILIO: {
    name: 'twilio',
    purpose: 'Auth token of the Twilio account: put your own value here after the first deployment',
  },
  TELNYX: {
    name: 'telnyx',
    purpose: 'Public key of the Telnyx account (base64), with which its webhooks are verified: put yours here',
  },
  TELNYX_API: {
    name: 'telnyx-api',
    purpose: 'API key of the Telnyx account, for Call Control and the sweeper: put yours here',
  },
  TWILIO_API: {
    name: 'twilio-api',
    purpose:
      'Account SID and auth token or key of the Twilio account as SID:token, with which the sweeper asks: put yours here',
  },
  SIGNALWIRE: { name: 'signalwire', purpose: 'Signing key of the SignalWire project: put yours here' },
  PLIVO: { name: 'plivo', purpose: 'Auth token of the Plivo account: put yours here' },
  BANDWIDTH: {
    name: 'bandwidth',
    purpose: 'Password with which Bandwidth calls us, under the user callbourse: set it in the Bandwidth application',
  },
  GENERIC: { name: 'generic', purpose: 'Signing secret of a PBX that speaks the carrier-neutral JSON' },
  OPERATOR_KEY: {
    name: 'operator-key',
    purpose: 'API key of the network itself: it makes the first keys. Rotating it ends the old one within five minutes',
  },
  DATA_KEY: {
    name: 'data-key',
    purpose:
      'Encrypts bank details and the contacts of leads at rest. Rotate it once at a time: what two rotations left behind can not be read',
  },
  PAYOUT_SENDERS: {
    name: 'payout-senders',
    purpose:
      'The network as its banks know it, as JSON (docs: payouts): put yours here, or payments stand in the plain file',
  },
};
