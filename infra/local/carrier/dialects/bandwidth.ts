import type { CallFacts, Dialect, Fields, LegFacts } from '../dialect.ts';
import { JSON_TYPE } from '../dialect.ts';
import { numeric, onlyChild, readResponse, unknownVerb, type XmlElement } from '../read-xml.ts';
import { present, type Verb } from '../verbs.ts';

const iso = (atMs: number): string => new Date(atMs).toISOString();

const CAUSES: Readonly<Record<LegFacts['ring'], string>> = {
  answered: 'hangup',
  'no-answer': 'timeout',
  busy: 'busy',
  failed: 'error',
};

const base = (call: CallFacts): Fields => ({
  accountId: '9900000',
  applicationId: '04e88489-df02-4e34-a0ee-27a91849555f',
  from: call.from,
  to: call.to,
  direction: 'inbound',
  callId: call.callId,
  callUrl: `https://voice.bandwidth.com/api/v2/accounts/9900000/calls/${call.callId}`,
  startTime: iso(call.startedAtMs),
});

/** Without a diversion or uui; those are optional. */
function stirShaken({ attestation }: CallFacts): Fields {
  if (attestation === 'none') return {};
  if (attestation === 'failed') return { stirShaken: { verstat: 'TN-Validation-Failed' } };
  return { stirShaken: { verstat: 'TN-Validation-Passed', attestationIndicator: attestation } };
}

export const bandwidth: Dialect = {
  name: 'bandwidth',
  contentType: JSON_TYPE,
  encode: JSON.stringify,
  idOf: (kind, hex) => `${kind === 'recording' ? 'r' : 'c'}-${hex}`,
  readAnswer: (body) => (body === '' ? [] : readResponse(body).map(verbOf)),

  sign: (secret) => ({
    'user-agent': 'BandwidthAPI/v2',
    authorization: `Basic ${Buffer.from(`callbourse:${secret}`).toString('base64')}`,
  }),

  incoming: (call) => ({ ...base(call), eventType: 'initiate', eventTime: iso(call.startedAtMs), ...stirShaken(call) }),

  /** Names neither the second leg nor its time. */
  dialEnded: (call, leg) => ({
    ...base(call),
    eventType: 'transferComplete',
    eventTime: iso(leg.endedAtMs),
    transferTo: leg.destination,
    answerTime: iso(leg.startedAtMs),
    cause: CAUSES[leg.ring],
  }),

  legEnded: (call, leg) => ({
    ...base(call),
    eventType: 'transferDisconnect',
    eventTime: iso(leg.endedAtMs),
    direction: 'outbound',
    to: leg.destination,
    callId: leg.legId,
    parentCallId: call.callId,
    startTime: iso(leg.startedAtMs),
    ...(leg.ring === 'answered' ? { answerTime: iso(leg.endedAtMs - leg.talkSeconds * 1_000) } : {}),
    endTime: iso(leg.endedAtMs),
    cause: CAUSES[leg.ring],
  }),

  callEnded: (call, total) => ({
    ...base(call),
    eventType: 'disconnect',
    endTime: iso(call.startedAtMs + total * 1_000),
    cause: 'hangup',
  }),

  recordingReady: (call, recording) => ({
    ...base(call),
    eventType: 'recordingAvailable',
    recordingId: recording.recordingId,
    mediaUrl: recording.url,
    startTime: iso(recording.endedAtMs - recording.seconds * 1_000),
    endTime: iso(recording.endedAtMs),
    status: 'complete',
  }),

  /** `gather` comes when the time ran out as well, then without digits. */
  tellsSilence: true,

  replied: (call, { keys }) => ({ ...base(call), eventType: 'gather', digits: keys ?? '', terminatingDigit: '' }),
};

function verbOf(element: XmlElement): Verb {
  const { name, attributes, text } = element;
  switch (name) {
    case 'SpeakSentence':
      return { verb: 'say', text };
    case 'PlayAudio':
      return { verb: 'play', url: text };
    case 'Redirect':
      return { verb: 'redirect', url: attributes.redirectUrl ?? '' };
    case 'Hangup':
      return { verb: 'hangup' };
    case 'Gather':
      return present({
        verb: 'gather' as const,
        actionUrl: attributes.gatherUrl ?? '',
        prompt: element.children.find((child) => child.name === 'SpeakSentence')?.text,
        by: ['keys'] as const,
        digits: numeric(attributes.maxDigits),
        endKey: attributes.terminatingDigits,
      });
    case 'Record':
      return present({ verb: 'record' as const, recordingUrl: attributes.recordingAvailableUrl });
    case 'StartRecording':
      return { verb: 'record-dial', recordingUrl: attributes.recordingAvailableUrl ?? '' };
    case 'Transfer': {
      const to = onlyChild(element, ['PhoneNumber', 'SipUri']);
      return present({
        verb: 'dial' as const,
        destination: to.text,
        ringSeconds: numeric(attributes.callTimeout),
        actionUrl: attributes.transferCompleteUrl,
        legEventsUrl: to.attributes.transferDisconnectUrl,
        callerId: attributes.transferCallerId,
      });
    }
    default:
      return unknownVerb(element);
  }
}
