import { type AnswerPorts, answerCall } from '../../../shared/calls/answer-call.ts';
import { instructionsOf, refuseUnknown, type Voice } from '../../../shared/calls/instruct-carrier.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type CarrierDeps, carrierHandler } from '../carrier-handler.ts';

export interface AnswerCallDeps extends CarrierDeps {
  readonly ports: AnswerPorts;
  readonly voice: Voice;
}

/** A call came in: verify, answer, and say it in the carrier's words. */
export const answerCallHandler = (deps: AnswerCallDeps): HttpHandler =>
  carrierHandler(deps, async ({ carrier, request }) => {
    const inbound = carrier.readInbound(request);
    const answer = await answerCall(deps.ports, inbound, carrier.hears);
    if (answer.kind === 'unknown-number') {
      deps.count(COUNTERS.unknownNumber);
      return refuseUnknown;
    }
    const isWithheld = inbound.caller.kind === 'withheld';
    const { route, walk, number } = answer;
    const line = { carrier: carrier.name, number, isWithheld, region: inbound.region };
    return instructionsOf(route, walk, line, deps.voice);
  });
