import type { E164 } from '../kernel/phone.ts';
import { parsePhone } from '../kernel/phone.ts';
import type { Clock } from '../kernel/time.ts';
import type { TrackingNumber } from '../tracking/model.ts';
import { type AttributionPorts, contactsOf } from './attribute-call.ts';
import { advertisersOf, type Directed, type DirectPorts, directCall } from './direct-call.ts';
import { whoBlocks } from './known-callers.ts';
import { dropAbsent } from './merge-event.ts';
import type { CarrierName, Route } from './model.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { CallerReply, CallStore, StoredCall } from './ports.ts';
import { withoutTarget } from './route-call.ts';
import { callFacts } from './routing/call-facts.ts';
import { type Contest, gather } from './routing/gather.ts';
import type { CallFacts } from './routing/model.ts';
import type { Bookmark } from './routing/plan/bookmark.ts';
import type { Way } from './routing/plan/choose-way.ts';
import type { PlanReader } from './routing/plan/ports.ts';
import { continuePlan, type Walk } from './routing/plan/walk.ts';
import { softly } from './softly.ts';

export interface TakeChoicePorts extends DirectPorts, Pick<AttributionPorts, 'people'> {
  readonly plans: PlanReader;
  readonly calls: Pick<CallStore, 'find' | 'save' | 'move'>;
  readonly clock: Clock;
}

/** A caller's answer to a question, and where in the plan it was asked. */
export interface Choice {
  readonly carrier: CarrierName;
  /** How callers of this carrier may answer. */
  readonly hears: readonly Way[];
  readonly reply: CallerReply;
  readonly bookmark: Bookmark;
}

export type AfterChoice =
  | { readonly kind: 'unknown-number' }
  | { readonly kind: 'routed'; readonly number: E164; readonly route: Route; readonly walk?: Walk };

/** Events of the same call that are merged at the same moment; each lost write is tried again. */
const MAX_TRIES = 4;

/**
 * Goes on with a plan after a question: the next one, or where the call goes. An open question costs no write; the end of the
 * plan costs the two of any answer, a place and the call's own item. Whatever fails, the caller still reaches somebody.
 */
export async function takeChoice(ports: TakeChoicePorts, choice: Choice): Promise<AfterChoice> {
  const { carrier, reply } = choice;
  const number = parsePhone(reply.to);
  const owned = number ? await softly(ports, 'number', ports.numbers.number(number)) : undefined;
  if (!number || (owned?.ok && !owned.value)) return { kind: 'unknown-number' };
  const nobody = { kind: 'routed' as const, number, route: withoutTarget(undefined, 'none') };
  if (!owned?.ok || !owned.value) return nobody;
  const outcomeId = outcomeIdOf(carrier, reply.callId);
  const found = await softly(ports, 'outcome', ports.calls.find(outcomeId));
  const seen = found.ok ? found.value : undefined;
  const stand = await standOf(ports, choice, owned.value, outcomeId, seen);
  if (!stand) return nobody;
  const { walk, house, facts, personHash } = stand;
  const after = (route: Route): AfterChoice => ({ ...nobody, route, ...(walk ? { walk } : {}) });
  if (walk?.stop.kind === 'ask') return after({ kind: 'asking', capacity: 'none' });
  // The carrier asked again: the same answer, and no second place.
  if (seen && seen.record.route.kind !== 'asking') return after(seen.record.route);
  const caller = { personHash, ...(reply.caller.kind === 'number' ? { number: reply.caller.number } : {}) };
  const region = seen?.record.caller.region;
  const directed = await directCall(ports, { facts, house, walk, caller, region });
  const kept = await softly(ports, 'choice', keep(ports, outcomeId, directed));
  const stands = kept.ok ? kept.value : undefined;
  if (stands?.targetId !== directed.route.targetId) await giveBack(ports, outcomeId, directed.route);
  return after(stands ?? directed.route);
}

interface Stand {
  readonly house: Contest;
  readonly facts: CallFacts;
  readonly personHash: string | undefined;
  /** Absent where the plan is gone or can't be read: the call then goes where its number leads. */
  readonly walk?: Walk;
}

/** What is known of the call, and how far its plan has come with this answer. */
async function standOf(
  ports: TakeChoicePorts,
  { carrier, hears, reply, bookmark }: Choice,
  number: TrackingNumber,
  outcomeId: string,
  seen: StoredCall | undefined,
): Promise<Stand | undefined> {
  const { offerId, publisherId } = number;
  const atMs = seen?.outcome.openedAtMs ?? ports.clock.nowMs();
  const { personHash, region, attestation = 'none' } = seen?.record.caller ?? {};
  const [terms, plan, earlier] = await Promise.all([
    softly(ports, 'terms', gather(ports, offerId, publisherId, { atMs, region })),
    softly(ports, 'plan', ports.plans.plan(offerId)),
    softly(ports, 'history', contactsOf(ports, personHash, atMs)),
  ]);
  if (!terms.ok) return undefined;
  const { callId, to, caller, postal } = reply;
  const inbound = dropAbsent({ carrier, callId, to, caller, postal, region, attestation });
  const blockedBy = await whoBlocks(ports, personHash, publisherId, advertisersOf(terms.value));
  const facts = { ...callFacts(inbound, number, outcomeId, atMs, earlier.ok ? earlier.value : []), blockedBy };
  const stand = { house: terms.value, facts, personHash };
  if (!plan.ok || !plan.value) return stand;
  return { ...stand, walk: continuePlan(plan.value, { ...bookmark, ...reply }, facts, bookmark, hears) };
}

/**
 * Writes where the call goes, and under whose terms from now on: nobody has talked yet. What stands comes back, since another
 * request may have directed it meanwhile; undefined where the call is not there, or is judged.
 */
async function keep(
  { calls }: TakeChoicePorts,
  outcomeId: string,
  { route, ...under }: Directed,
): Promise<Route | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const seen = await calls.find(outcomeId);
    if (seen?.outcome.state !== 'open') return undefined;
    if (seen.record.route.kind !== 'asking') return seen.record.route;
    const record = { ...seen.record, route };
    const { terms, facts } = seen.outcome;
    const written =
      under.terms.offerId === terms.offerId
        ? await calls.save(seen, record, facts)
        : await calls.move(seen, record, under);
    if (written === 'saved') return route;
  }
  return undefined;
}

/** The caller is sent there all the same; a place that the call's end knows nothing of would be held for hours. */
async function giveBack(
  ports: TakeChoicePorts,
  outcomeId: string,
  { capacity, targetId, shards }: Route,
): Promise<void> {
  ports.note('choice not kept', { outcomeId });
  if (capacity !== 'reserved' || !targetId) return;
  await softly(ports, 'place', ports.capacity.release(targetId, outcomeId, undefined, shards));
}
