import { deterministicId } from '../kernel/ids.ts';
import { parseCallerId } from '../kernel/phone.ts';
import { invalidField } from '../kernel/problem.ts';
import { dropAbsent } from './merge-event.ts';
import type { CallEvent, InboundCall } from './model.ts';
import type { CarrierEvent, CarrierRequest, FinishedDial } from './ports.ts';
import {
  type Fields,
  readAttestation,
  readFields,
  readRegion,
  readSeconds,
  readSid,
  readStatus,
} from './twilio-fields.ts';

/** Twilio's webhooks in the words of the port. */

export function readTwilioInbound(request: CarrierRequest): InboundCall {
  const fields = readFields(request);
  const to = fields.To;
  if (!to) throw invalidField('body.To', 'is missing');
  return dropAbsent({
    carrier: 'twilio' as const,
    callId: readSid(fields, 'CallSid'),
    to,
    caller: parseCallerId(fields.From),
    region: readRegion(fields),
    attestation: readAttestation(fields.StirVerstat),
  });
}

/**
 * The request to the `<Dial action>`: the only one with the talk time (`DialCallDuration`, seconds). `attempt` names a leg
 * that Twilio gave no id, because it could not even begin to ring.
 */
export function readTwilioDial(request: CarrierRequest, attempt: string): FinishedDial {
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
}

/** Status and recording callbacks; a recording is known by its `RecordingSid`. */
export function readTwilioEvent(request: CarrierRequest): CarrierEvent {
  const fields = readFields(request);
  if (fields.RecordingSid !== undefined) return identified(fields, readSid(fields, 'CallSid'), recordingOf(fields));
  const parent = fields.ParentCallSid;
  if (parent) return identified(fields, readSid(fields, 'ParentCallSid'), legEventOf(fields));
  return identified(fields, readSid(fields, 'CallSid'), callEventOf(fields));
}

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
function identified(fields: Fields, callId: string, event: CallEvent): CarrierEvent {
  const sequence = fields.SequenceNumber ?? '';
  const leg = fields.CallSid ?? '';
  const eventId = deterministicId('evt', 'twilio', leg, event.kind, fields.RecordingSid ?? '', sequence);
  const to = callId === leg ? fields.To : undefined;
  return dropAbsent({ carrier: 'twilio' as const, callId, eventId, event, to });
}
