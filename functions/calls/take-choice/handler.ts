import { instructionsOf, refuseUnknown, type Voice } from '../../../shared/calls/instruct-carrier.ts';
import { readBookmark } from '../../../shared/calls/routing/plan/bookmark.ts';
import { type TakeChoicePorts, takeChoice } from '../../../shared/calls/take-choice.ts';
import { invalidField } from '../../../shared/kernel/problem.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type CarrierDeps, carrierHandler } from '../carrier-handler.ts';

export interface TakeChoiceDeps extends CarrierDeps {
  readonly ports: TakeChoicePorts;
  readonly voice: Voice;
}

/** A caller answered a question, or did not. Which question it was is in the address that we gave the carrier. */
export const takeChoiceHandler = (deps: TakeChoiceDeps): HttpHandler =>
  carrierHandler(deps, async ({ carrier, request, event }) => {
    const bookmark = readBookmark(event.queryStringParameters?.at);
    if (!bookmark) throw invalidField('query.at', 'is no place in a plan');
    const reply = carrier.readReply(request);
    const { name, hears } = carrier;
    const after = await takeChoice(deps.ports, { carrier: name, hears, reply, bookmark });
    if (after.kind === 'unknown-number') {
      deps.count(COUNTERS.unknownNumber);
      return refuseUnknown;
    }
    const isWithheld = reply.caller.kind === 'withheld';
    return instructionsOf(after.route, after.walk, { carrier: name, number: after.number, isWithheld }, deps.voice);
  });
