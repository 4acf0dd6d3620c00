import type { OfferVersion } from '../catalog/model.ts';
import { type E164, maskPhone, parsePhone } from '../kernel/phone.ts';
import type { Clock } from '../kernel/time.ts';
import type { TrackingNumber } from '../tracking/model.ts';
import { type AttributionPorts, attributeCall, contactsOf } from './attribute-call.ts';
import type { AnsweredCall } from './contract.ts';
import {
  advertisersOf,
  type Directed,
  type DirectPorts,
  directCall,
  type Undirected,
  whileAsked,
} from './direct-call.ts';
import { whoBlocks, withoutShared } from './known-callers.ts';
import { dropAbsent } from './merge-event.ts';
import { type Caller, type InboundCall, NO_PROGRESS, type Route } from './model.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { CallQueue, CallStore } from './ports.ts';
import { isUnwanted, withoutTarget } from './route-call.ts';
import { callFacts } from './routing/call-facts.ts';
import { type Contest, gather } from './routing/gather.ts';
import type { Way } from './routing/plan/choose-way.ts';
import type { PlanReader } from './routing/plan/ports.ts';
import { startPlan, type Walk } from './routing/plan/walk.ts';
import { STEP_MS, softly } from './softly.ts';

export interface AnswerPorts extends AttributionPorts, DirectPorts {
  readonly hashPerson: (number: E164) => Promise<string>;
  /** Absent where no caller is asked anything. */
  readonly plans?: PlanReader;
  readonly calls: CallStore;
  readonly queue: CallQueue;
  readonly clock: Clock;
}

export type Answer =
  /** Nobody of ours has this number: nothing is stored. */
  | { readonly kind: 'unknown-number' }
  /** With the walk through its plan, where there is something to hear first. */
  | { readonly kind: 'routed'; readonly number: E164; readonly route: Route; readonly walk?: Walk };

/** What has been found out of a call so far; what is missing when something fails is found out by settle-call. */
interface Draft {
  readonly call: AnsweredCall;
  readonly offer?: OfferVersion;
  readonly walk?: Walk;
}

/**
 * Answers a call: whose it is, where it goes, and an outcome opened under frozen terms. Whatever fails, the caller still
 * reaches somebody who can be reached, and the call is queued with what is known of it, so that it is not lost.
 *
 * @param hears how callers of this carrier may answer a plan's questions
 * @throws Error only when the call could neither be opened nor queued
 */
export async function answerCall(
  ports: AnswerPorts,
  inbound: InboundCall,
  hears: readonly Way[] = ['keys'],
): Promise<Answer> {
  const startedAtMs = ports.clock.nowMs();
  const number = parsePhone(inbound.to);
  if (!number) return { kind: 'unknown-number' };
  const outcomeId = outcomeIdOf(inbound.carrier, inbound.callId);
  const [caller, owned] = await Promise.all([
    callerOf(ports, inbound),
    softly(ports, 'number', ports.numbers.number(number)),
  ]);
  if (owned.ok && !owned.value) return { kind: 'unknown-number' };
  const call: AnsweredCall = {
    v: 1,
    kind: 'call-answered',
    carrier: inbound.carrier,
    callId: inbound.callId,
    number,
    caller,
    startedAtMs,
    opened: false,
  };
  const draft = owned.ok && owned.value ? await prepare(ports, call, owned.value, inbound, hears) : { call };
  const route = 'repeated' in draft ? draft.repeated : await open(ports, draft, outcomeId);
  return { kind: 'routed', number, route, ...(draft.walk ? { walk: draft.walk } : {}) };
}

/** Reads all that the answer needs at once, and finds out where the call goes, or what it is asked first. */
async function prepare(
  ports: AnswerPorts,
  call: AnsweredCall,
  number: TrackingNumber,
  inbound: InboundCall,
  hears: readonly Way[],
): Promise<Draft | Repeated> {
  const { offerId, publisherId } = number;
  const { startedAtMs } = call;
  const outcomeId = outcomeIdOf(call.carrier, call.callId);
  const person = call.caller.personHash;
  const caller = await withoutShared(ports, call.caller);
  const contacts = contactsOf(ports, caller.personHash, startedAtMs);
  const [standing, terms, plan, attributed, earlier] = await Promise.all([
    softly(ports, 'outcome', ports.calls.find(outcomeId)),
    softly(ports, 'terms', gather(ports, offerId, publisherId, { atMs: startedAtMs, region: inbound.region })),
    softly(ports, 'plan', planOf(ports, offerId)),
    softly(
      ports,
      'attribution',
      attributeCall(ports, number, startedAtMs, () => contacts),
    ),
    softly(ports, 'history', contacts),
  ]);
  const attribution = attributed.ok ? attributed.value : {};
  if (!terms.ok) {
    if (standing.ok && standing.value) return { repeated: standing.value.record.route };
    return { call: { ...call, ...attribution, caller } };
  }
  const house = terms.value;
  const facts = {
    ...callFacts(inbound, number, outcomeId, startedAtMs, earlier.ok ? earlier.value : []),
    blockedBy: await whoBlocks(ports, person, publisherId, advertisersOf(house)),
  };
  const isAsked = plan.ok && plan.value !== undefined && !isUnwanted(facts, house.house);
  const walk = isAsked && plan.value ? startPlan(plan.value, facts, hears) : undefined;
  // The carrier asked again: the same answer, and no second place.
  if (standing.ok && standing.value) return repeat(standing.value.record.route, walk, house);
  const { offer, advertiserId, terms: ref, route } = await direct(ports, { facts, house, walk, inbound, caller });
  return {
    offer,
    ...(walk ? { walk } : {}),
    call: { ...call, ...attribution, caller, advertiserId, terms: ref, route },
  };
}

interface Repeated {
  readonly repeated: Route;
  readonly walk?: Walk;
}

/** Whoever was being asked is asked again; a plan that is gone meanwhile leads to the fallback. */
function repeat(route: Route, walk: Walk | undefined, { house: { offer } }: Contest): Repeated {
  if (route.kind !== 'asking')
    return walk && walk.stop.kind !== 'ask' ? { repeated: route, walk } : { repeated: route };
  return walk?.stop.kind === 'ask' ? { repeated: route, walk } : { repeated: withoutTarget(offer, 'none') };
}

const planOf = async ({ plans }: AnswerPorts, offerId: string) => plans?.plan(offerId);

interface Asked extends Pick<Undirected, 'facts' | 'house' | 'walk'> {
  readonly inbound: InboundCall;
  readonly caller: Caller;
}

/** While a question is open the call is the house's own. */
async function direct(ports: AnswerPorts, { facts, house, walk, inbound, caller }: Asked): Promise<Directed> {
  if (walk?.stop.kind === 'ask') return whileAsked(house, facts.publisherId);
  const { personHash } = caller;
  return directCall(ports, {
    facts,
    house,
    walk,
    region: inbound.region,
    caller: { personHash, ...numberOf(inbound) },
  });
}

const numberOf = ({ caller }: InboundCall): { readonly number?: E164 } =>
  caller.kind === 'number' ? { number: caller.number } : {};

/** Opens the outcome if all is known, and tells settle-call either way: what could not be opened now is opened there. */
async function open(ports: AnswerPorts, { call, offer }: Draft, outcomeId: string): Promise<Route> {
  const { terms, advertiserId, attribution, route = withoutTarget(offer, 'none') } = call;
  if (terms && advertiserId && attribution) {
    const opening = ports.calls.open(
      dropAbsent({
        outcomeId,
        model: 'call' as const,
        advertiserId,
        terms,
        openedAtMs: call.startedAtMs,
        attribution,
        contactMasked: call.caller.masked,
      }),
      {
        carrier: call.carrier,
        callId: call.callId,
        number: call.number,
        caller: call.caller,
        route,
        progress: NO_PROGRESS,
      },
    );
    const opened = await softly(ports, 'open', opening);
    if (opened.ok) {
      // Only the person's history and the lease hang on this one; the call's end brings both again.
      await softly(ports, 'queue', ports.queue.send({ ...call, opened: true }));
      return opened.value.record.route;
    }
  }
  await ports.deadline.within(STEP_MS, ports.queue.send({ ...call, route }));
  ports.note('call queued unopened', { outcomeId });
  return route;
}

/** Without the hash a call is judged as one with a withheld number: better than not at all. */
async function callerOf(ports: AnswerPorts, { caller, region, attestation }: InboundCall): Promise<Caller> {
  if (caller.kind === 'withheld') return dropAbsent({ region, attestation });
  const hash = await softly(ports, 'person hash', ports.hashPerson(caller.number));
  const personHash = hash.ok ? hash.value : undefined;
  return dropAbsent({ personHash, masked: maskPhone(caller.number), region, attestation });
}
