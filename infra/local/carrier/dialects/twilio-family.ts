import { createPrivateKey, sign } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import {
  type CallFacts,
  type Dialect,
  encodeForm,
  type Fields,
  FORM_TYPE,
  type LegFacts,
  type Reply,
} from '../dialect.ts';
import { readTwiml } from './twiml.ts';

const PREFIXES = { call: 'CA', leg: 'CA', recording: 'RE' } as const;

const VERSTAT: Readonly<Record<CallFacts['attestation'], string>> = {
  A: 'TN-Validation-Passed-A',
  B: 'TN-Validation-Passed-B',
  C: 'TN-Validation-Passed-C',
  failed: 'TN-Validation-Failed',
  none: 'No-TN-Validation',
};

const STATUS: Readonly<Record<LegFacts['ring'], string>> = {
  answered: 'completed',
  'no-answer': 'no-answer',
  busy: 'busy',
  failed: 'failed',
};

/** Seconds, and the minutes that are billed. */
const durations = (total: number) => ({ CallDuration: total, Duration: Math.ceil(total / 60) });

const PROGRESS = { SequenceNumber: 0, CallbackSource: 'call-progress-events' } as const;

/** The webhooks that Twilio and those who speak like it have in common; `caller` is what each tells of the caller. */
function formDialect(caller: (call: CallFacts) => Fields) {
  const base = (call: CallFacts): Fields => ({
    AccountSid: 'AC00000000000000000000000000000000',
    ApiVersion: '2010-04-01',
    Direction: 'inbound',
    CallSid: call.callId,
    From: call.from,
    To: call.to,
    ...caller(call),
  });
  return {
    contentType: FORM_TYPE,
    encode: encodeForm,
    readAnswer: readTwiml,
    idOf: (kind: keyof typeof PREFIXES, hex: string) => `${PREFIXES[kind]}${hex}`,
    incoming: (call: CallFacts): Fields => ({ ...base(call), CallStatus: 'ringing' }),
    dialEnded: (call: CallFacts, leg: LegFacts): Fields => ({
      ...base(call),
      CallStatus: 'in-progress',
      DialCallSid: leg.legId,
      DialCallStatus: STATUS[leg.ring],
      ...(leg.ring === 'answered' ? { DialCallDuration: leg.talkSeconds } : {}),
    }),
    legEnded: (call: CallFacts, leg: LegFacts): Fields => ({
      ...base(call),
      CallSid: leg.legId,
      ParentCallSid: call.callId,
      Direction: 'outbound-dial',
      CallStatus: STATUS[leg.ring],
      To: leg.destination,
      ...PROGRESS,
      ...durations(leg.talkSeconds),
    }),
    callEnded: (call: CallFacts, total: number): Fields => ({
      ...base(call),
      CallStatus: 'completed',
      ...PROGRESS,
      ...durations(total),
    }),
    recordingReady: (call: CallFacts, recording: { recordingId: string; url: string; seconds: number }): Fields => ({
      AccountSid: 'AC00000000000000000000000000000000',
      CallSid: call.callId,
      RecordingSid: recording.recordingId,
      RecordingUrl: recording.url,
      RecordingStatus: 'completed',
      RecordingDuration: recording.seconds,
    }),
    tellsSilence: false,
    replied: (call: CallFacts, { keys, speech }: Reply): Fields => ({
      ...base(call),
      CallStatus: 'in-progress',
      ...(keys === undefined ? {} : { Digits: keys }),
      ...(speech === undefined ? {} : { SpeechResult: speech, Confidence: '0.9' }),
    }),
  };
}

const pairsOf = (body: string): Record<string, string> => Object.fromEntries(new URLSearchParams(body));

export const twilio: Dialect = {
  name: 'twilio',
  ...formDialect((call) => ({
    FromCountry: call.fromCountry,
    FromState: call.fromState,
    ToCountry: 'US',
    StirVerstat: VERSTAT[call.attestation],
  })),
  sign: (secret, url, body) => ({
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': getExpectedTwilioSignature(secret, url, pairsOf(body)),
  }),
  price: { Price: '-0.00850', PriceUnit: 'USD' },
};

export const signalwire: Dialect = {
  name: 'signalwire',
  ...formDialect((call) => ({ StirVerstat: VERSTAT[call.attestation] })),
  idOf: (_kind, hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  sign: (secret, url, body) => ({
    'user-agent': 'SignalWire',
    'x-signalwire-signature': getExpectedTwilioSignature(secret, url, pairsOf(body)),
  }),
};

const LEVELS = new Set(['A', 'B', 'C']);

export const telnyx: Dialect = {
  name: 'telnyx',
  ...formDialect((call) => ({
    ...(LEVELS.has(call.attestation) ? { ShakenStirAttestation: call.attestation, ShakenStirValidated: 'true' } : {}),
    ...(call.attestation === 'failed' ? { ShakenStirAttestation: 'A', ShakenStirValidated: 'false' } : {}),
  })),
  idOf: (kind, hex) => (kind === 'recording' ? hex : `v3:${Buffer.from(hex, 'hex').toString('base64url')}`),
  sign: telnyxHeaders,
};

/** The carrier's own half of the key: base64 of PKCS #8. */
function telnyxHeaders(privateKey: string, _url: string, body: string, nowMs: number): Record<string, string> {
  const stamp = String(Math.floor(nowMs / 1_000));
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const signature = sign(null, Buffer.from(`${stamp}|${body}`), key).toString('base64');
  return { 'user-agent': 'telnyx-webhooks', 'telnyx-timestamp': stamp, 'telnyx-signature-ed25519': signature };
}
