import { z } from 'zod';
import { type CallEvent, type CarrierName, MAX_CALL_SECONDS, type Result } from '../model.ts';
import type { CallStatus, CallStatusReader } from '../sweep-call.ts';

const ASK_MS = 4_000;
const MAX_ANSWER_LETTERS = 200_000;
/** A call has a handful of legs; Twilio lists them in one page. */
const MAX_LEGS = 20;

const seconds = z.coerce.number().int().min(0).max(MAX_CALL_SECONDS);

const twilioCall = z.object({
  sid: z.string().max(64),
  status: z.enum([
    'queued',
    'initiated',
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'failed',
    'no-answer',
    'canceled',
  ]),
  /** Seconds, as text; null until the call is over. */
  duration: seconds.nullish(),
});
const twilioCalls = z.object({ calls: z.array(twilioCall).max(MAX_LEGS) });

const telnyxCall = z.object({
  data: z.object({ is_alive: z.boolean(), call_duration: seconds.nullish() }),
});

export interface CallStatusSecrets {
  /** `accountSid:authToken`, or `accountSid:keySid:keySecret`. */
  readonly twilio: () => Promise<string>;
  readonly telnyx: () => Promise<string>;
}

/**
 * Asks Twilio and Telnyx by their APIs; of the others nobody can be asked, and their calls wait.
 *
 * Sources: https://www.twilio.com/docs/voice/api/call-resource,
 * https://developers.telnyx.com/api-reference/call-information/retrieve-a-call-status
 */
export function httpCallStatus(secrets: CallStatusSecrets, send: typeof fetch = fetch): CallStatusReader {
  async function get<T extends z.ZodType>(
    url: string,
    authorization: string,
    shape: T,
  ): Promise<z.output<T> | undefined> {
    const answer = await send(url, { headers: { authorization }, signal: AbortSignal.timeout(ASK_MS) });
    if (!answer.ok) return undefined;
    const text = await answer.text();
    if (text.length > MAX_ANSWER_LETTERS) return undefined;
    return shape.parse(JSON.parse(text));
  }

  async function askTwilio(callId: string): Promise<CallStatus> {
    const [account = '', ...rest] = (await secrets.twilio()).split(':');
    if (!account.startsWith('AC') || rest.length === 0) return { kind: 'unknown' };
    const [user, password] = rest.length === 1 ? [account, rest[0]] : rest;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const base = `https://api.twilio.com/2010-04-01/Accounts/${account}/Calls`;
    const call = await get(`${base}/${encodeURIComponent(callId)}.json`, authorization, twilioCall);
    if (!call) return { kind: 'unknown' };
    const ended = resultOf(call.status);
    if (!ended) return { kind: 'running' };
    const query = `ParentCallSid=${encodeURIComponent(callId)}&PageSize=${MAX_LEGS}`;
    const legs = await get(`${base}.json?${query}`, authorization, twilioCalls);
    return { kind: 'ended', events: [...(legs?.calls ?? []).flatMap(legEnded), callEnded(ended, call.duration)] };
  }

  async function askTelnyx(callId: string): Promise<CallStatus> {
    const url = `https://api.telnyx.com/v2/calls/${encodeURIComponent(callId)}`;
    const call = await get(url, `Bearer ${await secrets.telnyx()}`, telnyxCall);
    if (!call) return { kind: 'unknown' };
    if (call.data.is_alive) return { kind: 'running' };
    return { kind: 'ended', events: [callEnded('completed', call.data.call_duration)] };
  }

  return {
    async statusOf(carrier: CarrierName, callId: string) {
      try {
        if (carrier === 'twilio') return await askTwilio(callId);
        if (carrier === 'telnyx' || carrier === 'telnyx-call-control') return await askTelnyx(callId);
        return { kind: 'unknown' };
      } catch {
        // Late, broken, or in a shape that is not the documented one: asked again in a while.
        return { kind: 'unknown' };
      }
    },
  };
}

const RUNNING = new Set(['queued', 'initiated', 'ringing', 'in-progress']);

const resultOf = (status: z.output<typeof twilioCall>['status']): Result | undefined =>
  RUNNING.has(status) ? undefined : (status as Result);

/** The leg's own seconds, which begin with its answer: they stand in for the talk that the dial would have told. */
function legEnded({ sid, status, duration }: z.output<typeof twilioCall>): CallEvent[] {
  const result = resultOf(status);
  if (!result) return [];
  return [
    { kind: 'leg-ended', legId: sid, result, ...(result === 'completed' && duration ? { seconds: duration } : {}) },
  ];
}

const callEnded = (result: Result, total: number | null | undefined): CallEvent => ({
  kind: 'call-ended',
  result,
  ...(total === null || total === undefined ? {} : { totalSeconds: total }),
});
