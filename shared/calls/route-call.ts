import { mayWork } from '../catalog/joining.ts';
import type { OfferVersion } from '../catalog/model.ts';
import type { Bidding } from './auction/run-auction.ts';
import type { Route } from './model.ts';
import type { Capacity } from './ports.ts';
import { choose } from './routing/choose.ts';
import { diceOf } from './routing/dice.ts';
import type { Contest, Entry } from './routing/gather.ts';
import {
  type CallFacts,
  type Candidate,
  type Considered,
  NOTHING_YET,
  type Step,
  type TargetState,
} from './routing/model.ts';
import { nameStop } from './routing/stop-name.ts';
import { writeTrail } from './routing/trail.ts';
import { FIRST_WALK } from './routing/walk.ts';

/** The fallback rings longer than a target: there is nobody after it. */
const FALLBACK_RING_SECONDS = 40;

export interface Routed {
  readonly route: Route;
  /** Under whose terms the call is judged: the offer of the target that rings first, else the house. */
  readonly entry: Entry;
  readonly considered: readonly Considered[];
}

/**
 * Sends the call to the first target that may take it and has a place, else to the fallback of the offer that the number
 * leads to, else nowhere. The targets after it are kept for when it does not answer.
 */
export async function routeCall(
  capacity: Capacity,
  call: CallFacts,
  contest: Contest,
  bidding: Bidding | undefined,
): Promise<Routed> {
  const { house, entries, competition, answered, isMarket } = contest;
  const candidates = [...contest.candidates, ...(bidding?.candidates ?? [])];
  // Places are promised by a write of their own; looking at them first would cost a read for each target.
  const decision = choose(call, candidates, competition, (id) => stateBy(answered.get(id)), diceOf(call.outcomeId));
  const full = new Set<string>();
  for (const [index, step] of decision.steps.entries()) {
    const found = candidates.find(({ target: { targetId } }) => targetId === step.targetId);
    const entry = entries.get(step.offerId);
    const place = found && entry ? await placeAt(capacity, call, found) : 'full';
    if (found && entry && place !== 'full') {
      const considered = withFull(decision.considered, full);
      const isCounted = found.rules.pauseUnanswered !== undefined;
      const order = namesOf(decision.steps.slice(index), isMarket);
      // In a market the fallback is the house's, whose terms must be put back before it rings.
      const route = toTarget(step, place, order, isMarket || isCounted, found.target.shards);
      const weighed = competition.weighAnswers ? { weighed: true } : {};
      const trail = writeTrail(considered);
      return { route: { ...route, ...bidPart(bidding, step.targetId), ...weighed, trail }, entry, considered };
    }
    full.add(step.targetId);
  }
  const considered = withFull(decision.considered, full);
  const route = withoutTarget(
    isUnwanted(call, house) || isSpent(contest) || !mayWork(house.offer, house.deal) ? undefined : house.offer,
    full.size > 0 ? 'over' : 'none',
  );
  const trail = considered.length > 0 ? { trail: writeTrail(considered) } : {};
  return { route: { ...route, ...trail }, entry: house, considered };
}

function bidPart(bidding: Bidding | undefined, targetId: string): Pick<Route, 'auctionId' | 'bidMinor'> {
  if (!bidding) return {};
  const bid = bidding.bids.get(targetId)?.bid;
  return { auctionId: bidding.auctionId, ...(bid && { bidMinor: bid.amountMinor }) };
}

const stateBy = (answeredBps: number | undefined): TargetState | undefined =>
  answeredBps === undefined ? undefined : { ...NOTHING_YET, answeredBps };

/** Whom the network, the publisher or the house has blocked, reaches no fallback either. */
export const isUnwanted = ({ blockedBy }: CallFacts, { offer }: Entry): boolean =>
  blockedBy.some((each) => each.by !== 'advertiser' || each.advertiserId === offer.advertiserId);

/** Talk at the fallback is charged as well, so it does not ring for an advertiser who can't pay for it. */
const isSpent = ({ house, candidates }: Contest): boolean =>
  house.creditMinor !== undefined &&
  (house.creditMinor <= 0n ||
    candidates.some(
      ({ target: { offerId }, chargeMinor }) =>
        offerId === house.offer.offerId && chargeMinor > (house.creditMinor ?? 0n),
    ));

const namesOf = (steps: readonly Step[], isMarket: boolean): readonly string[] =>
  steps.map(({ targetId, offerId }) => nameStop(targetId, isMarket ? offerId : undefined));

const withFull = (considered: readonly Considered[], full: ReadonlySet<string>): readonly Considered[] =>
  considered.map((each) =>
    full.has(each.targetId) ? { ...each, fate: { kind: 'refused', why: { refusal: 'full' } } } : each,
  );

const placeAt = (capacity: Capacity, call: CallFacts, { target, rules, chargeMinor }: Candidate) =>
  capacity.reserve({ ...target, rules }, call.outcomeId, call.atMs, chargeMinor);

/** Without a walk the end of a dial is the end of the route, and finish-dial need not look anything up. */
function toTarget(
  step: Step,
  place: 'reserved' | 'unlimited',
  order: readonly string[],
  mustLook: boolean,
  shards = 1,
): Route {
  const mayGoOn = mustLook || order.length > 1 || step.redialsOnBusy > 0 || step.redialsOnNoAnswer > 0;
  return {
    kind: 'target',
    targetId: step.targetId,
    capacity: place === 'reserved' ? 'reserved' : 'none',
    ...(shards > 1 && { shards }),
    destination: step.destination,
    ringSeconds: step.ringSeconds,
    ...(mayGoOn ? { order, walk: FIRST_WALK } : {}),
  };
}

/** Where a call goes without a target. A paused offer rings nowhere, its fallback included. */
export function withoutTarget(offer: OfferVersion | undefined, capacity: 'over' | 'none'): Route {
  const destination = offer?.state === 'active' ? offer.fallbackDestination : undefined;
  return destination
    ? { kind: 'fallback', capacity, destination, ringSeconds: FALLBACK_RING_SECONDS }
    : { kind: 'none', capacity };
}
