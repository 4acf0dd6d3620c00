import { z } from 'zod';
import { deterministicId } from '../../kernel/ids.ts';
import { parseCallerId } from '../../kernel/phone.ts';
import { invalidField } from '../../kernel/problem.ts';
import { dropAbsent } from '../merge-event.ts';
import type { Attestation, CallEvent, InboundCall, Result } from '../model.ts';
import type { CallerReply, CarrierEvent, CarrierRequest, FinishedDial } from '../ports.ts';
import { readSaid } from '../read-said.ts';
import { carrierIdText, instant, readJson, secondsBetween } from './read-json.ts';
import { regionOfCaller } from './region-of-number.ts';

/** Bandwidth's webhooks in the words of the port. Names: https://dev.bandwidth.com/docs/voice/webhooks */

const stirShaken = z.object({ verstat: z.string().optional(), attestationIndicator: z.string().optional() });

/** The fields we read of any event; others come along and are none of our business. */
const bandwidthEvent = z.object({
  eventType: z.string().max(40),
  callId: carrierIdText,
  parentCallId: carrierIdText.nullish(),
  from: z.string().max(80).nullish(),
  to: z.string().max(80).nullish(),
  startTime: instant.nullish(),
  answerTime: instant.nullish(),
  endTime: instant.nullish(),
  cause: z.string().max(40).nullish(),
  stirShaken: stirShaken.nullish(),
  recordingId: carrierIdText.nullish(),
  digits: z.string().max(64).nullish(),
  mediaUrl: z.url().max(300).nullish(),
});
type BandwidthEvent = z.output<typeof bandwidthEvent>;

const read = (request: CarrierRequest): BandwidthEvent => readJson(bandwidthEvent, request);

/** Bandwidth says whether the number was verified, and beside it at which level. */
function attestationOf(told: z.output<typeof stirShaken> | null | undefined): Attestation {
  if (told?.verstat === 'TN-Validation-Failed') return 'failed';
  if (told?.verstat !== 'TN-Validation-Passed') return 'none';
  const level = told.attestationIndicator;
  return level === 'A' || level === 'B' || level === 'C' ? level : 'none';
}

function numberCalled({ to }: BandwidthEvent): string {
  if (!to) throw invalidField('body.to', 'is missing');
  return to;
}

export function readBandwidthInbound(request: CarrierRequest): InboundCall {
  const event = read(request);
  if (event.eventType !== 'initiate') throw invalidField('body.eventType', 'is not initiate');
  const caller = parseCallerId(event.from ?? undefined);
  return dropAbsent({
    carrier: 'bandwidth' as const,
    callId: event.callId,
    to: numberCalled(event),
    caller,
    region: regionOfCaller(caller),
    attestation: attestationOf(event.stirShaken),
  });
}

/** `gather` comes when the time ran out as well, then without digits. */
export function readBandwidthReply(request: CarrierRequest): CallerReply {
  const event = read(request);
  if (event.eventType !== 'gather') throw invalidField('body.eventType', 'is not gather');
  return {
    callId: event.callId,
    to: numberCalled(event),
    caller: parseCallerId(event.from ?? undefined),
    ...readSaid(event.digits),
  };
}

const RESULT_OF = new Map<string, Result>([
  ['hangup', 'completed'],
  ['busy', 'busy'],
  ['timeout', 'no-answer'],
  ['rejected', 'no-answer'],
  ['cancel', 'canceled'],
]);

/** The list of causes is not closed, by Bandwidth's own word: what we do not know is a failure. */
function readCause({ cause }: BandwidthEvent): Result {
  if (!cause) throw invalidField('body.cause', 'is missing');
  return RESULT_OF.get(cause) ?? 'failed';
}

/** `transferComplete` does not name the second leg, nor how long it talked: `transferDisconnect` does. */
export function readBandwidthDial(request: CarrierRequest, attempt: string): FinishedDial {
  const event = read(request);
  if (event.eventType !== 'transferComplete') throw invalidField('body.eventType', 'is not transferComplete');
  return {
    callId: event.callId,
    to: numberCalled(event),
    isWithheld: parseCallerId(event.from ?? undefined).kind === 'withheld',
    event: { kind: 'dial-finished', legId: `attempt:${attempt}`, result: readCause(event) },
  };
}

export function readBandwidthEvent(request: CarrierRequest): CarrierEvent {
  const told = read(request);
  switch (told.eventType) {
    case 'disconnect':
      return dropAbsent({ ...identified(told, told.callId, callEnded(told)), to: told.to ?? undefined });
    case 'transferDisconnect':
      if (!told.parentCallId) throw invalidField('body.parentCallId', 'is missing');
      return identified(told, told.parentCallId, legEnded(told));
    case 'recordingAvailable':
      return identified(told, told.parentCallId ?? told.callId, recordingReady(told));
    case 'answer':
    case 'transferAnswer':
      return identified(told, told.parentCallId ?? told.callId, { kind: 'call-progress', stage: 'in-progress' });
    default:
      throw invalidField('body.eventType', 'is not an event that we asked for');
  }
}

/** There is no duration anywhere: times are subtracted. From the first ring, so that menu and ringing are in it. */
function callEnded({ startTime, endTime, ...told }: BandwidthEvent): CallEvent {
  const totalSeconds = startTime && endTime ? secondsBetween(startTime, endTime, 'body.endTime') : undefined;
  return dropAbsent({ kind: 'call-ended' as const, result: readCause({ ...told, startTime, endTime }), totalSeconds });
}

/** Talk is from the answer; a leg without one was never answered, whatever its cause. */
function legEnded(told: BandwidthEvent): CallEvent {
  const { answerTime, endTime } = told;
  const cause = readCause(told);
  const result = answerTime ? cause : cause === 'completed' ? 'no-answer' : cause;
  const seconds =
    result === 'completed' && answerTime && endTime ? secondsBetween(answerTime, endTime, 'body.endTime') : undefined;
  return dropAbsent({ kind: 'leg-ended' as const, legId: told.callId, result, seconds });
}

function recordingReady({ recordingId, mediaUrl, startTime, endTime }: BandwidthEvent): CallEvent {
  if (!recordingId) throw invalidField('body.recordingId', 'is missing');
  const seconds = startTime && endTime ? secondsBetween(startTime, endTime, 'body.endTime') : undefined;
  return dropAbsent({ kind: 'recording-ready' as const, recordingId, url: mediaUrl ?? undefined, seconds });
}

const identified = (told: BandwidthEvent, callId: string, event: CallEvent): CarrierEvent => ({
  carrier: 'bandwidth',
  callId,
  eventId: deterministicId('evt', 'bandwidth', told.callId, told.eventType, told.recordingId ?? ''),
  event,
});
