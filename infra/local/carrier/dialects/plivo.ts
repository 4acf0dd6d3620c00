import { createHmac } from 'node:crypto';
import { type CallFacts, type Dialect, encodeForm, type Fields, FORM_TYPE } from '../dialect.ts';
import { numeric, onlyChild, readResponse, unknownVerb, waysIn, type XmlElement } from '../read-xml.ts';
import { present, type Verb } from '../verbs.ts';

const uuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Plivo writes numbers without their plus. */
const bare = (number: string): string => number.replace(/^\+/, '');

const base = (call: CallFacts): Fields => ({
  CallUUID: call.callId,
  From: bare(call.from),
  To: bare(call.to),
  Direction: 'inbound',
  ...(call.attestation === 'none'
    ? { STIRVerification: 'Not Applicable' }
    : call.attestation === 'failed'
      ? { STIRVerification: 'Not Verified' }
      : { STIRVerification: 'Verified', STIRAttestation: call.attestation }),
});

/** Rounded up to the minute: what Plivo bills. */
const billed = (exact: number): number => Math.ceil(exact / 60) * 60;

export const plivo: Dialect = {
  name: 'plivo',
  contentType: FORM_TYPE,
  encode: encodeForm,
  idOf: (_kind, hex) => uuid(hex),
  readAnswer: (body) => readResponse(body).map(verbOf),

  /** V3, and before it a signature by a token that is being retired: several may come. */
  sign(secret, url, body, nowMs) {
    const nonce = String(nowMs);
    const { origin, pathname, searchParams } = new URL(url);
    const query = [...searchParams].map(([name, value]) => `${name}=${value}`).sort();
    const form = [...new URLSearchParams(body)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => name + value);
    const head = query.length > 0 ? `${query.join('&')}.` : '';
    const text = `${origin}${pathname}?${head}${form.join('')}.${nonce}`;
    const signature = (token: string) => createHmac('sha256', token).update(text).digest('base64');
    return {
      'user-agent': 'Plivo',
      'x-plivo-signature-v3': `${signature('a-token-being-retired')},${signature(secret)}`,
      'x-plivo-signature-v3-nonce': nonce,
    };
  },

  incoming: (call) => ({ ...base(call), CallStatus: 'ringing', Event: 'StartApp' }),

  dialEnded: (call, leg) => ({
    ...base(call),
    Event: 'Redirect',
    CallStatus: 'in-progress',
    DialStatus: leg.ring === 'answered' ? 'completed' : leg.ring,
    DialRingStatus: leg.ring === 'failed' ? 'false' : 'true',
    DialHangupCause: leg.ring === 'answered' ? 'NORMAL_CLEARING' : 'NO_ANSWER',
    DialALegUUID: call.callId,
    DialBLegUUID: leg.ring === 'answered' ? leg.legId : '',
  }),

  legEnded: (call, leg) => ({
    ...base(call),
    Event: 'DialHangup',
    DialAction: 'hangup',
    DialBLegStatus: 'hangup',
    DialALegUUID: call.callId,
    DialBLegUUID: leg.legId,
    DialBLegTo: bare(leg.destination),
    DialBLegDuration: leg.talkSeconds,
    DialBLegBillDuration: billed(leg.talkSeconds),
  }),

  callEnded: (call, total) => ({
    ...base(call),
    Event: 'Hangup',
    CallStatus: 'completed',
    HangupCause: 'NORMAL_CLEARING',
    Duration: total,
    BillDuration: billed(total),
  }),

  recordingReady: (call, recording) => ({
    CallUUID: call.callId,
    RecordingID: recording.recordingId,
    RecordUrl: recording.url,
    RecordingDuration: recording.seconds,
  }),

  tellsSilence: false,

  replied: (call, { keys, speech }) => ({
    ...base(call),
    Event: 'Redirect',
    CallStatus: 'in-progress',
    InputType: keys === undefined ? 'speech' : 'dtmf',
    Digits: keys ?? '',
    Speech: speech ?? '',
  }),
};

function verbOf(element: XmlElement): Verb {
  const { name, attributes, text } = element;
  switch (name) {
    case 'Speak':
      return { verb: 'say', text };
    case 'Play':
      return { verb: 'play', url: text };
    case 'Redirect':
      return { verb: 'redirect', url: text };
    case 'Hangup':
      return { verb: attributes.reason === 'rejected' ? 'reject' : 'hangup' };
    case 'GetInput':
      return present({
        verb: 'gather' as const,
        actionUrl: attributes.action ?? '',
        prompt: element.children.find((child) => child.name === 'Speak')?.text,
        by: waysIn(attributes.inputType),
        digits: numeric(attributes.numDigits),
        endKey: attributes.finishOnKey === 'none' ? undefined : (attributes.finishOnKey ?? '#'),
      });
    case 'Record':
      if (attributes.startOnDialAnswer === 'true') {
        return { verb: 'record-dial', recordingUrl: attributes.callbackUrl ?? '' };
      }
      return present({ verb: 'record' as const, recordingUrl: attributes.action });
    case 'Dial':
      return present({
        verb: 'dial' as const,
        destination: onlyChild(element, ['Number', 'User']).text,
        ringSeconds: numeric(attributes.timeout),
        actionUrl: attributes.action,
        legEventsUrl: attributes.callbackUrl,
        callerId: attributes.callerId,
      });
    default:
      return unknownVerb(element);
  }
}
