import { deterministicId } from '../../kernel/ids.ts';
import { parseCallerId } from '../../kernel/phone.ts';
import type { CallCommands, CarrierRequest, Gather, Instruction } from '../ports.ts';
import { readWebhook } from './call-control-events.ts';
import { type ClientState, readClientState, writeClientState } from './call-control-state.ts';
import { localeOf } from './spoken-language.ts';

const API = 'https://api.telnyx.com/v2';

/** A caller listens to ringing meanwhile, and Telnyx sends the webhook again when we take too long. */
const COMMAND_MS = 4_000;

/** Telnyx's words for a caller who is gone, and for a line that was picked up already: both are as they should be. */
const CALL_IS_OVER = '90018';
const ALREADY_ANSWERED = '90034';

type Command = readonly [action: string, body: Readonly<Record<string, unknown>>];
type Dial = Extract<Instruction, { verb: 'dial' }>;

interface Line {
  /** The caller's own leg. */
  readonly callId: string;
  /** The number that was called: ours. */
  readonly to: string;
  readonly isWithheld: boolean;
}

/**
 * Tells Telnyx what to do with a call. What follows a sentence waits for its end: it travels with the command, and comes back
 * in the webhook that tells of it. Each command has an id made of the event that caused it, so that a webhook that comes twice
 * does nothing twice.
 *
 * Source: https://developers.telnyx.com/api-reference/call-commands
 */
export function httpCallControl(apiKey: () => Promise<string>, send: typeof fetch = fetch): CallCommands {
  return {
    async carryOut(request, instructions) {
      const line = lineOf(request);
      const eventId = readWebhook(request).id;
      for (const [index, [action, body]] of commandsOf(instructions, line).entries()) {
        const command_id = deterministicId('cmd', eventId, String(index));
        const answer = await send(`${API}/calls/${encodeURIComponent(line.callId)}/actions/${action}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${await apiKey()}`, 'content-type': 'application/json' },
          body: JSON.stringify({ ...body, command_id }),
          signal: AbortSignal.timeout(COMMAND_MS),
        });
        if (answer.ok) continue;
        const reason = (await answer.text()).slice(0, 2_000);
        if (reason.includes(CALL_IS_OVER)) return;
        if (!reason.includes(ALREADY_ANSWERED)) throw new Error(`Telnyx answered ${answer.status} to ${action}`);
      }
    },
  };
}

/** Of a second leg's webhook, the call that dialled it. */
function lineOf(request: CarrierRequest): Line {
  const { payload } = readWebhook(request);
  const state = readClientState(payload.client_state);
  if (state?.kind === 'leg') return { callId: state.callId, to: state.to, isWithheld: state.isWithheld };
  return {
    callId: payload.call_control_id,
    to: state?.to ?? payload.to ?? '',
    isWithheld: state?.isWithheld ?? parseCallerId(payload.from ?? undefined).kind === 'withheld',
  };
}

function commandsOf(instructions: readonly Instruction[], line: Line): readonly Command[] {
  const [first, ...rest] = instructions;
  if (!first) return [];
  const then = (): { client_state?: string } => {
    const state = { kind: 'then', to: line.to, isWithheld: line.isWithheld, instructions: rest };
    return rest.length > 0 ? { client_state: writeClientState(state as ClientState) } : {};
  };
  switch (first.verb) {
    case 'dial':
      return [['transfer', transferOf(first, line)]];
    case 'say':
      return [
        ['answer', {}],
        ['speak', { payload: first.text, ...voiceOf(first.language), ...then() }],
      ];
    case 'play':
      return [
        ['answer', {}],
        ['playback_start', { audio_url: first.url, ...then() }],
      ];
    case 'gather':
      return [
        ['answer', {}],
        [
          'gather_using_speak',
          {
            payload: first.prompt,
            ...voiceOf(first.language),
            minimum_digits: 1,
            maximum_digits: first.digits,
            // It is asked once: how often a question is put is the plan's to say.
            maximum_tries: 1,
            timeout_millis: first.timeoutSeconds * 1_000,
            client_state: askState(first, line),
          },
        ],
      ];
    case 'record':
      return [
        ['answer', {}],
        ['record_start', { format: 'mp3', channels: 'single', max_length: first.maxSeconds }],
      ];
    case 'reject':
      return [['reject', { cause: 'CALL_REJECTED' }]];
    case 'hangup':
      return [['hangup', {}]];
  }
}

const voiceOf = (language: string | undefined) => ({ voice: 'female', language: localeOf(language) ?? 'en-US' });

/** Where the caller is in its plan, which elsewhere is in the address that the answer goes to. */
const askState = ({ actionUrl }: Gather, { to, isWithheld }: Line): string =>
  writeClientState({ kind: 'ask', to, isWithheld, at: new URL(actionUrl).searchParams.get('at') ?? '' });

/** Until somebody answers the caller hears it ring: a transfer does not pick up. Telnyx itself shows our number where we name none. */
function transferOf(dial: Dial, { callId, to }: Line): Readonly<Record<string, unknown>> {
  const query = new URL(dial.actionUrl).searchParams;
  const walk = query.get('walk');
  const house = query.get('house');
  const state: ClientState = {
    kind: 'leg',
    callId,
    to,
    isWithheld: dial.callerId !== undefined,
    attempt: query.get('attempt') ?? 'target',
    ...(walk ? { walk } : {}),
    ...(house ? { house } : {}),
    ...(query.has('record') ? { record: true } : {}),
  };
  return {
    to: dial.to.kind === 'sip' ? dial.to.uri : dial.to.number,
    timeout_secs: dial.ringSeconds,
    time_limit_secs: dial.maxTalkSeconds,
    target_leg_client_state: writeClientState(state),
    ...(dial.callerId ? { from: dial.callerId } : {}),
    ...(dial.recordingUrl ? { record: 'record-from-answer', record_channels: 'dual' } : {}),
  };
}
