import { answerCall } from '../../../shared/calls/answer-call.ts';
import { kindOf, readWebhook } from '../../../shared/calls/carriers/call-control-events.ts';
import { readClientState } from '../../../shared/calls/carriers/call-control-state.ts';
import { ATTEMPTS, finishDial } from '../../../shared/calls/finish-dial.ts';
import { hangUp, instructionsOf, refuseUnknown, sayNobody } from '../../../shared/calls/instruct-carrier.ts';
import { outcomeIdOf } from '../../../shared/calls/outcome-id.ts';
import type { Carrier, CarrierRequest, Instruction } from '../../../shared/calls/ports.ts';
import { readWalk } from '../../../shared/calls/routing/walk.ts';
import { parsePhone } from '../../../shared/kernel/phone.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { HttpHandler } from '../../../shared/platform/http/api.ts';
import type { AnswerCallDeps } from '../answer-call/handler.ts';
import { carrierHandler } from '../carrier-handler.ts';
import type { FinishDialDeps } from '../finish-dial/handler.ts';

export interface SteerCallDeps extends AnswerCallDeps {
  readonly dialing: FinishDialDeps['ports'];
}

/** Call Control: each event is looked at for what it is, and answered by commands. */
export const steerCallHandler = (deps: SteerCallDeps): HttpHandler =>
  carrierHandler(deps, async ({ carrier, request }) => {
    const webhook = readWebhook(request);
    switch (kindOf(webhook)) {
      case 'call':
        return answer(deps, carrier, request);
      case 'dial':
        return afterDial(deps, carrier, request);
      case 'event':
        await keep(deps, carrier, request);
        return [];
      case 'next': {
        const state = readClientState(webhook.payload.client_state);
        return state?.kind === 'then' ? instructionsIn(state.instructions) : [];
      }
      case 'other':
        return [];
    }
  });

async function answer(deps: SteerCallDeps, carrier: Carrier, request: CarrierRequest): Promise<readonly Instruction[]> {
  const inbound = carrier.readInbound(request);
  const answered = await answerCall(deps.ports, inbound);
  if (answered.kind === 'unknown-number') {
    deps.count(COUNTERS.unknownNumber);
    return refuseUnknown;
  }
  const isWithheld = inbound.caller.kind === 'withheld';
  return instructionsOf(answered.route, answered.number, isWithheld, deps.voice, carrier.name, inbound.region);
}

/** Which dial it was comes back in the leg's own state, which Telnyx signed with the rest. */
async function afterDial(
  deps: SteerCallDeps,
  carrier: Carrier,
  request: CarrierRequest,
): Promise<readonly Instruction[]> {
  const state = readClientState(readWebhook(request).payload.client_state);
  if (state?.kind !== 'leg') return [];
  const attempt = ATTEMPTS.find((known) => known === state.attempt) ?? 'fallback';
  const walk = state.walk === undefined ? undefined : readWalk(state.walk);
  const dial = carrier.readDial(request, attempt);
  const after = await finishDial(deps.dialing, carrier.name, dial, attempt, walk);
  if (after.kind === 'talked') return hangUp;
  if (after.kind === 'nobody') return sayNobody;
  return instructionsOf(after.route, after.number, dial.isWithheld, deps.voice, carrier.name);
}

async function keep({ ports }: SteerCallDeps, carrier: Carrier, request: CarrierRequest): Promise<void> {
  const { callId, eventId, event, to } = carrier.readEvent(request);
  const number = to && parsePhone(to);
  const outcomeId = outcomeIdOf(carrier.name, callId);
  await ports.queue.send({ v: 1, kind: 'call-event', outcomeId, eventId, event, ...(number ? { number } : {}) });
}

/** Parsed instructions have their absent fields present; ours leave them out. */
const instructionsIn = (parsed: readonly object[]): readonly Instruction[] =>
  JSON.parse(JSON.stringify(parsed)) as Instruction[];
