import { z } from 'zod';
import { deterministicId } from '../../kernel/ids.ts';
import { parseCallerId } from '../../kernel/phone.ts';
import { invalidField } from '../../kernel/problem.ts';
import { dropAbsent } from '../merge-event.ts';
import type { CallEvent, Result } from '../model.ts';
import type { CallerReply, CarrierEvent, CarrierRequest, FinishedDial } from '../ports.ts';
import { readSaid } from '../read-said.ts';
import { readClientState } from './call-control-state.ts';
import { carrierIdText, instant, readJson, secondsBetween } from './read-json.ts';
import { regionOfCaller } from './region-of-number.ts';
import { readTelnyxAttestation } from './telnyx-carrier.ts';

/** Telnyx Call Control's webhooks in the words of the port: https://developers.telnyx.com/docs/voice/programmable-voice */

const urls = z.object({ mp3: z.url().max(300).nullish(), wav: z.url().max(300).nullish() });

const webhook = z.object({
  data: z.object({
    id: z.string().min(1).max(80),
    event_type: z.string().max(60),
    occurred_at: instant,
    payload: z.object({
      /** Names a leg, and is what commands to it are sent to. */
      call_control_id: carrierIdText,
      direction: z.string().max(20).nullish(),
      from: z.string().max(80).nullish(),
      to: z.string().max(80).nullish(),
      start_time: instant.nullish(),
      end_time: instant.nullish(),
      hangup_cause: z.string().max(60).nullish(),
      client_state: z.string().max(8_000).nullish(),
      digits: z.string().max(128).nullish(),
      status: z.string().max(30).nullish(),
      shaken_stir_attestation: z.string().max(10).nullish(),
      shaken_stir_validated: z.boolean().nullish(),
      recording_id: carrierIdText.nullish(),
      recording_urls: urls.nullish(),
      recording_started_at: instant.nullish(),
      recording_ended_at: instant.nullish(),
    }),
  }),
});

export type CallControlWebhook = z.output<typeof webhook>['data'];

export const readWebhook = (request: CarrierRequest): CallControlWebhook => readJson(webhook, request).data;

/** Everything comes to one address, so the event says what it is about. */
export type CallControlKind = 'call' | 'reply' | 'dial' | 'event' | 'next' | 'other';

export function kindOf({ event_type, payload }: CallControlWebhook): CallControlKind {
  const state = readClientState(payload.client_state);
  switch (event_type) {
    case 'call.initiated':
      return payload.direction === 'incoming' ? 'call' : 'other';
    case 'call.hangup':
      return state?.kind === 'leg' ? 'dial' : 'event';
    case 'call.bridged':
      return state?.kind === 'leg' ? 'event' : 'other';
    case 'call.recording.saved':
      return 'event';
    case 'call.gather.ended':
      // Who has hung up hears no next question.
      return state?.kind === 'ask' && payload.status !== 'call_hangup' ? 'reply' : 'other';
    case 'call.speak.ended':
    case 'call.playback.ended':
      return state?.kind === 'then' ? 'next' : 'other';
    default:
      return 'other';
  }
}

const CAUSES = new Map<string, Result>([
  ['normal_clearing', 'completed'],
  ['time_limit', 'completed'],
  ['user_busy', 'busy'],
  ['timeout', 'no-answer'],
  ['call_rejected', 'no-answer'],
  ['originator_cancel', 'canceled'],
]);

const resultOf = ({ payload }: CallControlWebhook): Result => CAUSES.get(payload.hangup_cause ?? '') ?? 'failed';

export function readCallControlInbound(request: CarrierRequest) {
  const { event_type, payload } = readWebhook(request);
  if (event_type !== 'call.initiated') throw invalidField('body.data.event_type', 'is not call.initiated');
  if (!payload.to) throw invalidField('body.data.payload.to', 'is missing');
  const caller = parseCallerId(payload.from ?? undefined);
  return dropAbsent({
    carrier: 'telnyx-call-control' as const,
    callId: payload.call_control_id,
    to: payload.to,
    caller,
    region: regionOfCaller(caller),
    attestation: readTelnyxAttestation(
      payload.shaken_stir_attestation ?? undefined,
      payload.shaken_stir_validated === null ? undefined : String(payload.shaken_stir_validated),
    ),
  });
}

/** The digits of a gather, empty when the time ran out; the number that was called comes back in our own state. */
export function readCallControlReply(request: CarrierRequest): CallerReply {
  const { payload } = readWebhook(request);
  const state = readClientState(payload.client_state);
  if (state?.kind !== 'ask') throw invalidField('body.data.payload.client_state', 'is not ours');
  return {
    callId: payload.call_control_id,
    to: state.to,
    caller: state.isWithheld ? { kind: 'withheld' } : parseCallerId(payload.from ?? undefined),
    ...readSaid(payload.digits),
  };
}

/** The second leg hung up. There is no duration: the talk runs from the bridge, which another webhook tells, to here. */
export function readCallControlDial(request: CarrierRequest): FinishedDial {
  const told = readWebhook(request);
  const state = readClientState(told.payload.client_state);
  if (state?.kind !== 'leg') throw invalidField('body.data.payload.client_state', 'is not ours');
  return {
    callId: state.callId,
    to: state.to,
    isWithheld: state.isWithheld,
    event: {
      kind: 'dial-finished',
      legId: told.payload.call_control_id,
      result: resultOf(told),
      endedAtMs: told.payload.end_time ?? told.occurred_at,
    },
  };
}

export function readCallControlEvent(request: CarrierRequest): CarrierEvent {
  const told = readWebhook(request);
  const { payload, event_type } = told;
  const state = readClientState(payload.client_state);
  const callId = state?.kind === 'leg' ? state.callId : payload.call_control_id;
  const eventId = deterministicId('evt', 'telnyx-call-control', told.id);
  const event = eventOf(told);
  const to = event_type === 'call.hangup' ? (payload.to ?? undefined) : undefined;
  return dropAbsent({ carrier: 'telnyx-call-control' as const, callId, eventId, event, to });
}

function eventOf(told: CallControlWebhook): CallEvent {
  const { payload, event_type, occurred_at } = told;
  switch (event_type) {
    case 'call.bridged':
      return { kind: 'leg-bridged', legId: payload.call_control_id, atMs: occurred_at };
    case 'call.hangup': {
      const endMs = payload.end_time ?? occurred_at;
      const totalSeconds = payload.start_time
        ? secondsBetween(payload.start_time, endMs, 'body.data.payload.end_time')
        : undefined;
      return dropAbsent({ kind: 'call-ended' as const, result: resultOf(told), totalSeconds });
    }
    case 'call.recording.saved':
      return recordingOf(told);
    default:
      throw invalidField('body.data.event_type', 'is not an event that we keep');
  }
}

/** Telnyx's own links to a recording end after ten minutes; the id is what lasts. */
function recordingOf({ payload }: CallControlWebhook): CallEvent {
  const { recording_id, recording_urls, recording_started_at, recording_ended_at } = payload;
  if (!recording_id) throw invalidField('body.data.payload.recording_id', 'is missing');
  const seconds =
    recording_started_at && recording_ended_at
      ? secondsBetween(recording_started_at, recording_ended_at, 'body.data.payload.recording_ended_at')
      : undefined;
  const url = recording_urls?.mp3 ?? recording_urls?.wav ?? undefined;
  return dropAbsent({ kind: 'recording-ready' as const, recordingId: recording_id, url, seconds });
}
