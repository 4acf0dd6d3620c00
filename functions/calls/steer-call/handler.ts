import { answerCall } from '../../../shared/calls/answer-call.ts';
import { kindOf, readWebhook } from '../../../shared/calls/carriers/call-control-events.ts';
import { readClientState } from '../../../shared/calls/carriers/call-control-state.ts';
import { type AfterPlan, ATTEMPTS, finishDial } from '../../../shared/calls/finish-dial.ts';
import { dialOf, hangUp, instructionsOf, refuseUnknown, sayNobody } from '../../../shared/calls/instruct-carrier.ts';
import { dropAbsent } from '../../../shared/calls/merge-event.ts';
import { outcomeIdOf } from '../../../shared/calls/outcome-id.ts';
import type { Carrier, CarrierRequest, Instruction } from '../../../shared/calls/ports.ts';
import { readBookmark } from '../../../shared/calls/routing/plan/bookmark.ts';
import { readWalk } from '../../../shared/calls/routing/walk.ts';
import { type TakeChoicePorts, takeChoice } from '../../../shared/calls/take-choice.ts';
import { parsePhone } from '../../../shared/kernel/phone.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { AnswerCallDeps } from '../answer-call/handler.ts';
import { carrierHandler } from '../carrier-handler.ts';
import type { FinishDialDeps } from '../finish-dial/handler.ts';

export interface SteerCallDeps extends AnswerCallDeps {
  readonly choosing: TakeChoicePorts;
  readonly dialing: FinishDialDeps['ports'];
}

/** Call Control: each event is looked at for what it is, and answered by commands. */
export const steerCallHandler = (deps: SteerCallDeps): HttpHandler =>
  carrierHandler(deps, async ({ carrier, request }) => {
    const webhook = readWebhook(request);
    switch (kindOf(webhook)) {
      case 'call':
        return answer(deps, carrier, request);
      case 'reply':
        return afterReply(deps, carrier, request);
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
  const answered = await answerCall(deps.ports, inbound, carrier.hears);
  if (answered.kind === 'unknown-number') {
    deps.count(COUNTERS.unknownNumber);
    return refuseUnknown;
  }
  const isWithheld = inbound.caller.kind === 'withheld';
  const { route, walk, number } = answered;
  return instructionsOf(route, walk, { carrier: carrier.name, number, isWithheld, region: inbound.region }, deps.voice);
}

/** Which question it was comes back in the command's own state, which Telnyx signed with the rest. */
async function afterReply(
  deps: SteerCallDeps,
  carrier: Carrier,
  request: CarrierRequest,
): Promise<readonly Instruction[]> {
  const state = readClientState(readWebhook(request).payload.client_state);
  const bookmark = state?.kind === 'ask' ? readBookmark(state.at) : undefined;
  if (!bookmark) return sayNobody;
  const reply = carrier.readReply(request);
  const { name, hears } = carrier;
  const after = await takeChoice(deps.choosing, { carrier: name, hears, reply, bookmark });
  if (after.kind === 'unknown-number') return refuseUnknown;
  const isWithheld = reply.caller.kind === 'withheld';
  return instructionsOf(after.route, after.walk, { carrier: name, number: after.number, isWithheld }, deps.voice);
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
  const plan: AfterPlan = dropAbsent({ houseId: state.house, record: state.record ? (true as const) : undefined });
  const after = await finishDial(deps.dialing, carrier.name, dial, attempt, walk, plan);
  if (after.kind === 'talked') return hangUp;
  if (after.kind === 'nobody') return sayNobody;
  const line = { carrier: carrier.name, number: after.number, isWithheld: dial.isWithheld };
  return dialOf(after.route, line, deps.voice);
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
