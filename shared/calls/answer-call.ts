import { type OfferVersion, termsRefOf } from '../catalog/model.ts';
import { type E164, maskPhone, parsePhone } from '../kernel/phone.ts';
import type { Clock } from '../kernel/time.ts';
import type { TrackingNumber } from '../tracking/model.ts';
import type { NumberReader } from '../tracking/ports.ts';
import { type AttributionPorts, attributeCall, contactsOf } from './attribute-call.ts';
import { type BiddingDesk, runAuction, tellWinner } from './auction/run-auction.ts';
import type { AnsweredCall } from './contract.ts';
import { type KnownCallerPorts, whoBlocks, withoutShared } from './known-callers.ts';
import { dropAbsent } from './merge-event.ts';
import { type Caller, type InboundCall, NO_PROGRESS, type Route } from './model.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { CallQueue, CallStore, Capacity } from './ports.ts';
import { routeCall, withoutTarget } from './route-call.ts';
import { callFacts } from './routing/call-facts.ts';
import { type Contest, type GatherPorts, gather } from './routing/gather.ts';
import type { CallFacts, Considered } from './routing/model.ts';
import { STEP_MS, softly } from './softly.ts';

export interface AnswerPorts extends AttributionPorts, GatherPorts, KnownCallerPorts {
  readonly numbers: NumberReader;
  readonly hashPerson: (number: E164) => Promise<string>;
  readonly capacity: Capacity;
  /** Absent where nobody bids. */
  readonly bidding?: BiddingDesk;
  readonly calls: CallStore;
  readonly queue: CallQueue;
  readonly clock: Clock;
}

export type Answer =
  /** Nobody of ours has this number: nothing is stored. */
  { readonly kind: 'unknown-number' } | { readonly kind: 'routed'; readonly number: E164; readonly route: Route };

/** What has been found out of a call so far; what is missing when something fails is found out by settle-call. */
interface Draft {
  readonly call: AnsweredCall;
  readonly offer?: OfferVersion;
}

/**
 * Answers a call: whose it is, where it goes, and an outcome opened under frozen terms. Whatever fails, the caller still
 * reaches somebody who can be reached, and the call is queued with what is known of it, so that it is not lost.
 *
 * @throws Error only when the call could neither be opened nor queued
 */
export async function answerCall(ports: AnswerPorts, inbound: InboundCall): Promise<Answer> {
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
  const draft = owned.ok && owned.value ? await prepare(ports, call, owned.value, inbound) : { call };
  if ('answered' in draft) return { kind: 'routed', number, route: draft.answered };
  const route = await open(ports, draft, outcomeId);
  return { kind: 'routed', number, route };
}

/** Reads all that the answer needs at once, and promises a place. */
async function prepare(
  ports: AnswerPorts,
  call: AnsweredCall,
  number: TrackingNumber,
  inbound: InboundCall,
): Promise<Draft | { answered: Route }> {
  const { offerId, publisherId } = number;
  const outcomeId = outcomeIdOf(call.carrier, call.callId);
  const person = call.caller.personHash;
  const caller = await withoutShared(ports, call.caller);
  const contacts = contactsOf(ports, caller.personHash, call.startedAtMs);
  const [standing, terms, attributed, earlier] = await Promise.all([
    softly(ports, 'outcome', ports.calls.find(outcomeId)),
    softly(ports, 'terms', gather(ports, offerId, publisherId, { atMs: call.startedAtMs, region: inbound.region })),
    softly(
      ports,
      'attribution',
      attributeCall(ports, number, call.startedAtMs, () => contacts),
    ),
    softly(ports, 'history', contacts),
  ]);
  // The carrier asked again: the same answer, and no second place.
  if (standing.ok && standing.value) return { answered: standing.value.record.route };
  const attribution = attributed.ok ? attributed.value : {};
  if (!terms.ok) return { call: { ...call, ...attribution, caller } };
  const contest = terms.value;
  const facts = {
    ...callFacts(inbound, number, outcomeId, call.startedAtMs, earlier.ok ? earlier.value : []),
    blockedBy: await whoBlocks(ports, person, publisherId, advertisersOf(contest)),
  };
  const bidding = await bidsFor(ports, facts, contest, caller.personHash);
  const routed = await softly(ports, 'capacity', routeCall(ports.capacity, facts, contest, bidding));
  if (routed.ok) noteRefusals(ports, outcomeId, routed.value.considered);
  const won = routed.ok ? bidding?.bids.get(routed.value.route.targetId ?? '') : undefined;
  if (won && ports.bidding) await softly(ports, 'winner', tellWinner(ports.bidding, won, numberOf(inbound)));
  const { offer, deal } = routed.ok ? routed.value.entry : contest.house;
  return {
    offer,
    call: {
      ...call,
      ...attribution,
      caller,
      advertiserId: offer.advertiserId,
      terms: termsRefOf(offer, publisherId, deal),
      route: routed.ok ? routed.value.route : withoutTarget(contest.house.offer, 'none'),
    },
  };
}

const numberOf = ({ caller }: InboundCall): E164 | undefined => (caller.kind === 'number' ? caller.number : undefined);

/** An auction has a deadline of its own. Without it the call goes to whoever has a price. */
async function bidsFor(ports: AnswerPorts, facts: CallFacts, contest: Contest, personHash: string | undefined) {
  if (!ports.bidding) return undefined;
  const run = runAuction(ports.bidding, ports.numbers, facts, contest, personHash);
  const held = await softly(ports, 'auction', run, contest.auctionMs + STEP_MS);
  if (!held.ok || !held.value) return undefined;
  const noBids = held.value.asked.flatMap((each) =>
    each.kind === 'no-bid' ? [{ bidderId: each.bidderId, why: each.why }] : [],
  );
  if (noBids.length > 0) ports.note('bidders without a bid', { outcomeId: facts.outcomeId, noBids });
  return held.value;
}

const advertisersOf = ({ entries }: Contest): readonly string[] =>
  [...entries.values()].map(({ offer }) => offer.advertiserId);

/** For whoever looks into why a target stays silent; the trail on the outcome says the same in short. */
function noteRefusals(ports: AnswerPorts, outcomeId: string, considered: readonly Considered[]): void {
  const notChosen = considered.flatMap(({ targetId, fate }) =>
    fate.kind === 'refused' ? [{ targetId, why: fate.why.refusal }] : [],
  );
  if (notChosen.length > 0) ports.note('targets not chosen', { outcomeId, notChosen: notChosen.slice(0, 20) });
}

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
