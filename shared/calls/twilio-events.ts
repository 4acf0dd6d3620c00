import { deterministicId } from '../kernel/ids.ts';
import { parseCallerId } from '../kernel/phone.ts';
import { invalidField } from '../kernel/problem.ts';
import { dropAbsent } from './merge-event.ts';
import type { Attestation, CallEvent, CarrierName } from './model.ts';
import type { Carrier, CarrierEvent, CarrierRequest } from './ports.ts';
import { readSaid } from './read-said.ts';
import {
  type Fields,
  readAttestation,
  readFields,
  readRegion,
  readSeconds,
  readSid,
  readStatus,
} from './twilio-fields.ts';

/** What a carrier that speaks as Twilio does may do differently. */
interface Accent {
  readonly attestationOf: (fields: Fields) => Attestation;
  /** ISO 3166 country or state of the caller. */
  readonly regionOf: (fields: Fields) => string | undefined;
}

type Readers = Pick<Carrier, 'readInbound' | 'readReply' | 'readDial' | 'readEvent'>;

/** Webhooks in Twilio's shape, in the words of the port. */
export const twilioShaped = (carrier: CarrierName, { attestationOf, regionOf }: Accent): Readers => ({
  readInbound(request) {
    const fields = readFields(request);
    const to = fields.To;
    if (!to) throw invalidField('body.To', 'is missing');
    return dropAbsent({
      carrier,
      callId: readSid(fields, 'CallSid'),
      to,
      caller: parseCallerId(fields.From),
      region: regionOf(fields),
      postal: fields.FromZip,
      attestation: attestationOf(fields),
    });
  },

  /** The request to the `<Gather action>`, or to the `<Redirect>` after it, which has neither keys nor speech. */
  readReply(request) {
    const fields = readFields(request);
    const to = fields.To;
    if (!to) throw invalidField('body.To', 'is missing');
    return dropAbsent({
      callId: readSid(fields, 'CallSid'),
      to,
      caller: parseCallerId(fields.From),
      postal: fields.FromZip,
      ...readSaid(fields.Digits, fields.SpeechResult),
    });
  },

  /**
   * The request to the `<Dial action>`: the only one with the talk time (`DialCallDuration`, seconds). `attempt` names a leg
   * that got no id, because it could not even begin to ring.
   */
  readDial(request, attempt) {
    const fields = readFields(request);
    const status = readStatus(fields, 'DialCallStatus');
    if (!('result' in status)) throw invalidField('body.DialCallStatus', 'is not final');
    const { result } = status;
    const legId = fields.DialCallSid ? readSid(fields, 'DialCallSid') : `attempt:${attempt}`;
    const talkSeconds = result === 'completed' ? readSeconds(fields, 'DialCallDuration') : undefined;
    const to = fields.To;
    if (!to) throw invalidField('body.To', 'is missing');
    return {
      callId: readSid(fields, 'CallSid'),
      to,
      isWithheld: parseCallerId(fields.From).kind === 'withheld',
      event: dropAbsent({ kind: 'dial-finished' as const, legId, result, talkSeconds }),
    };
  },

  /** Status and recording callbacks; a recording is known by its `RecordingSid`. */
  readEvent(request: CarrierRequest) {
    const fields = readFields(request);
    const isOf = (callId: string, event: CallEvent) => identified(carrier, fields, callId, event);
    if (fields.RecordingSid !== undefined) return isOf(readSid(fields, 'CallSid'), recordingOf(fields));
    if (fields.ParentCallSid) return isOf(readSid(fields, 'ParentCallSid'), legEventOf(fields));
    return isOf(readSid(fields, 'CallSid'), callEventOf(fields));
  },
});

export const {
  readInbound: readTwilioInbound,
  readReply: readTwilioReply,
  readDial: readTwilioDial,
  readEvent: readTwilioEvent,
} = twilioShaped('twilio', {
  attestationOf: (fields) => readAttestation(fields.StirVerstat),
  regionOf: readRegion,
});

/**
 * `CallDuration` is seconds; `Duration` is billed minutes and never looked at. The caller's own leg counts menu and ringing
 * in, so it is a total, never a talk time.
 */
function callEventOf(fields: Fields): CallEvent {
  const status = readStatus(fields, 'CallStatus');
  if ('stage' in status) return { kind: 'call-progress', stage: status.stage };
  const totalSeconds = readSeconds(fields, 'CallDuration');
  return dropAbsent({ kind: 'call-ended' as const, result: status.result, totalSeconds });
}

function legEventOf(fields: Fields): CallEvent {
  const status = readStatus(fields, 'CallStatus');
  if ('stage' in status) return { kind: 'call-progress', stage: status.stage };
  const { result } = status;
  const seconds = result === 'completed' ? readSeconds(fields, 'CallDuration') : undefined;
  return dropAbsent({ kind: 'leg-ended' as const, legId: readSid(fields, 'CallSid'), result, seconds });
}

/** The reference only; the recording stays with the carrier until somebody with the right fetches it. */
function recordingOf(fields: Fields): CallEvent {
  const url = fields.RecordingUrl && URL.canParse(fields.RecordingUrl) ? fields.RecordingUrl : undefined;
  return dropAbsent({
    kind: 'recording-ready' as const,
    recordingId: readSid(fields, 'RecordingSid'),
    url,
    seconds: readSeconds(fields, 'RecordingDuration'),
  });
}

/** Twilio's signature has no time in it: what protects against replays is that the same event has the same id and effect. */
function identified(carrier: CarrierName, fields: Fields, callId: string, event: CallEvent): CarrierEvent {
  const sequence = fields.SequenceNumber ?? '';
  const leg = fields.CallSid ?? '';
  const eventId = deterministicId('evt', carrier, leg, event.kind, fields.RecordingSid ?? '', sequence);
  const to = callId === leg ? fields.To : undefined;
  return dropAbsent({ carrier, callId, eventId, event, to });
}
