import { deterministicId } from '../../kernel/ids.ts';
import { type CallerId, parseCallerId } from '../../kernel/phone.ts';
import { invalidField } from '../../kernel/problem.ts';
import { dropAbsent } from '../merge-event.ts';
import type { Attestation, CallEvent, InboundCall, Result } from '../model.ts';
import type { CallerReply, CarrierEvent, CarrierRequest, FinishedDial } from '../ports.ts';
import { readSaid } from '../read-said.ts';
import { type Fields, readFields, readSeconds, readSid } from '../twilio-fields.ts';
import { regionOfCaller } from './region-of-number.ts';

/** Plivo's webhooks in the words of the port. Names: https://www.plivo.com/docs/voice/xml/dial and /concepts/callbacks */

/** Plivo writes numbers without their `+`. */
const international = (text: string): string => (/^\d{7,15}$/.test(text) ? `+${text}` : text);

const callerOf = (fields: Fields): CallerId => parseCallerId(fields.From && international(fields.From));

function numberCalled(fields: Fields): string {
  if (!fields.To) throw invalidField('body.To', 'is missing');
  return international(fields.To);
}

/** The level counts only where the verification succeeded. */
function attestationOf(fields: Fields): Attestation {
  if (fields.STIRVerification === 'Not Verified') return 'failed';
  if (fields.STIRVerification !== 'Verified') return 'none';
  const level = fields.STIRAttestation;
  return level === 'A' || level === 'B' || level === 'C' ? level : 'none';
}

export function readPlivoInbound(request: CarrierRequest): InboundCall {
  const fields = readFields(request);
  const caller = callerOf(fields);
  return dropAbsent({
    carrier: 'plivo' as const,
    callId: readSid(fields, 'CallUUID'),
    to: numberCalled(fields),
    caller,
    region: regionOfCaller(caller),
    attestation: attestationOf(fields),
  });
}

/** The request to the `<GetInput action>`, or to the `<Redirect>` after it, which has neither keys nor speech. */
export function readPlivoReply(request: CarrierRequest): CallerReply {
  const fields = readFields(request);
  return {
    callId: readSid(fields, 'CallUUID'),
    to: numberCalled(fields),
    caller: callerOf(fields),
    ...readSaid(fields.Digits, fields.Speech),
  };
}

const RESULT_OF = new Map<string, Result>([
  ['completed', 'completed'],
  ['busy', 'busy'],
  ['no-answer', 'no-answer'],
  ['timeout', 'no-answer'],
  ['failed', 'failed'],
  ['cancel', 'canceled'],
]);

function readResult(fields: Fields, name: string): Result {
  const result = RESULT_OF.get(fields[name] ?? '');
  if (!result) throw invalidField(`body.${name}`, fields[name] ? 'is not how a call ends' : 'is missing');
  return result;
}

/** The dial's answer has no talk time: only the leg's own ending has. */
export function readPlivoDial(request: CarrierRequest, attempt: string): FinishedDial {
  const fields = readFields(request);
  const legId = fields.DialBLegUUID ? readSid(fields, 'DialBLegUUID') : `attempt:${attempt}`;
  return {
    callId: readSid(fields, 'CallUUID'),
    to: numberCalled(fields),
    isWithheld: callerOf(fields).kind === 'withheld',
    event: { kind: 'dial-finished', legId, result: readResult(fields, 'DialStatus') },
  };
}

export function readPlivoEvent(request: CarrierRequest): CarrierEvent {
  const fields = readFields(request);
  // What is told of a leg names the caller's own by one or the other.
  const callId = readSid(fields, fields.CallUUID === undefined && fields.DialALegUUID ? 'DialALegUUID' : 'CallUUID');
  if (fields.DialAction !== undefined) return identified(fields, callId, legEventOf(fields));
  if (fields.RecordUrl !== undefined) return identified(fields, callId, recordingOf(fields));
  return { ...identified(fields, callId, callEventOf(fields)), to: numberCalled(fields) };
}

/** `DialBLegDuration` is seconds; `DialBLegBillDuration` is rounded up to what is billed, and never looked at. */
function legEventOf(fields: Fields): CallEvent {
  const legId = readSid(fields, 'DialBLegUUID');
  if (fields.DialAction !== 'hangup') return { kind: 'call-progress', stage: 'in-progress' };
  const talkSeconds = readSeconds(fields, 'DialBLegDuration');
  // A leg that nobody picked up hangs up after no time at all.
  const result: Result = talkSeconds ? 'completed' : 'no-answer';
  return dropAbsent({ kind: 'leg-ended' as const, legId, result, seconds: talkSeconds || undefined });
}

/** Here `Duration` is seconds, not minutes as Twilio's; `BillDuration` is what is billed. Ringing and menu are in it. */
function callEventOf(fields: Fields): CallEvent {
  const status = fields.CallStatus;
  if (status === 'ringing' || status === 'in-progress') return { kind: 'call-progress', stage: status };
  const totalSeconds = readSeconds(fields, 'Duration');
  return dropAbsent({ kind: 'call-ended' as const, result: readResult(fields, 'CallStatus'), totalSeconds });
}

function recordingOf(fields: Fields): CallEvent {
  const url = fields.RecordUrl && URL.canParse(fields.RecordUrl) ? fields.RecordUrl : undefined;
  const seconds = readSeconds(fields, 'RecordingDuration');
  return dropAbsent({ kind: 'recording-ready' as const, recordingId: readSid(fields, 'RecordingID'), url, seconds });
}

/** There is no time in the signature: the same event has the same id and effect. */
function identified(fields: Fields, callId: string, event: CallEvent): CarrierEvent {
  const about = fields.RecordingID ?? fields.DialBLegUUID ?? '';
  return {
    carrier: 'plivo',
    callId,
    eventId: deterministicId('evt', 'plivo', callId, event.kind, about, fields.DialAction ?? fields.CallStatus ?? ''),
    event,
  };
}
