import {
  type AfterPlan,
  ATTEMPTS,
  type Attempt,
  type FinishDialPorts,
  finishDial,
} from '../../../shared/calls/finish-dial.ts';
import { dialOf, hangUp, sayNobody, type Voice } from '../../../shared/calls/instruct-carrier.ts';
import { readWalk, type Walk } from '../../../shared/calls/routing/walk.ts';
import { invalidField } from '../../../shared/kernel/problem.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
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
    const plan = readPlan(event.queryStringParameters ?? {});
    const after = await finishDial(deps.ports, carrier.name, dial, attempt, walk, plan);
    if (after.kind === 'talked') return hangUp;
    if (after.kind === 'nobody') return sayNobody;
    const line = { carrier: carrier.name, number: after.number, isWithheld: dial.isWithheld };
    return dialOf(after.route, line, deps.voice);
  });

const readPlan = ({ house, record }: Readonly<Record<string, string | undefined>>): AfterPlan => ({
  ...(house === undefined ? {} : { houseId: house }),
  ...(record === '1' ? { record: true } : {}),
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
