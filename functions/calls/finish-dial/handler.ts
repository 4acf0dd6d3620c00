import { ATTEMPTS, type Attempt, type FinishDialPorts, finishDial } from '../../../shared/calls/finish-dial.ts';
import { hangUp, instructionsOf, sayNobody, type Voice } from '../../../shared/calls/instruct-carrier.ts';
import { readWalk, type Walk } from '../../../shared/calls/routing/walk.ts';
import { invalidField } from '../../../shared/kernel/problem.ts';
import type { HttpHandler } from '../../../shared/platform/http/api.ts';
import { type CarrierDeps, carrierHandler } from '../carrier-handler.ts';

export interface FinishDialDeps extends CarrierDeps {
  readonly ports: FinishDialPorts;
  readonly voice: Voice;
}

/** A dial is over: say what comes next. The attempt is in the address that we gave the carrier, which it signed. */
export const finishDialHandler = (deps: FinishDialDeps): HttpHandler =>
  carrierHandler(deps, async ({ carrier, request, event }) => {
    const attempt = readAttempt(event.queryStringParameters?.attempt);
    const text = event.queryStringParameters?.walk;
    const walk = text === undefined ? undefined : readDials(text);
    // A leg without an id of its own is named by the dial it was.
    const dial = carrier.readDial(request, text === undefined ? attempt : `${attempt}.${text}`);
    const after = await finishDial(deps.ports, carrier.name, dial, attempt, walk);
    if (after.kind === 'talked') return hangUp;
    if (after.kind === 'nobody') return sayNobody;
    return instructionsOf(after.route, after.number, dial.isWithheld, deps.voice, carrier.name);
  });

function readDials(text: string): Walk {
  const walk = readWalk(text);
  if (!walk) throw invalidField('query.walk', 'is no record of dials');
  return walk;
}

function readAttempt(text: string | undefined): Attempt {
  const attempt = ATTEMPTS.find((known) => known === text);
  if (!attempt) throw invalidField('query.attempt', `is not one of ${ATTEMPTS.join(', ')}`);
  return attempt;
}
