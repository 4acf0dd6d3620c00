import { termsRefOf } from '../catalog/model.ts';
import type { E164 } from '../kernel/phone.ts';
import type { NumberReader } from '../tracking/ports.ts';
import { type BiddingDesk, runAuction, tellWinner } from './auction/run-auction.ts';
import { type KnownCallerPorts, whoBlocks } from './known-callers.ts';
import type { Planned, Route } from './model.ts';
import type { Capacity, Under } from './ports.ts';
import { routeCall, withoutTarget } from './route-call.ts';
import { type Contest, type GatherPorts, gather } from './routing/gather.ts';
import type { CallFacts, Considered } from './routing/model.ts';
import type { Walk } from './routing/plan/walk.ts';
import { STEP_MS, softly } from './softly.ts';

export interface DirectPorts extends GatherPorts, KnownCallerPorts {
  readonly numbers: NumberReader;
  readonly capacity: Capacity;
  /** Absent where nobody bids. */
  readonly bidding?: BiddingDesk;
}

/** A call that is to be sent somewhere. */
export interface Undirected {
  readonly facts: CallFacts;
  readonly caller: { readonly personHash?: string | undefined; readonly number?: E164 | undefined };
  /** ISO 3166, as far as the carrier told: prices may ask for it. */
  readonly region?: string | undefined;
  /** Of the offer that the number leads to. */
  readonly house: Contest;
  /** A plan that has come to its end; absent where the call was not asked anything. */
  readonly walk?: Walk | undefined;
}

/** Catalog and lists, both cached: one short step for all of it, since the caller has waited through a plan already. */
const OTHER_OFFER_MS = 1_000;

/** Where a call goes and under whose terms. */
export interface Directed extends Under {
  readonly route: Route;
  readonly offer: Contest['house']['offer'];
}

/**
 * Sends a call where its plan says, or where its number leads: lets bidders bid, promises a place, tells the winner. Nothing here
 * fails: what can't be read or promised leads to the fallback.
 */
export async function directCall(ports: DirectPorts, undirected: Undirected): Promise<Directed> {
  const { walk, house, caller } = undirected;
  const planned = plannedOf(walk);
  if (walk?.stop.kind === 'refuse') return under(house, { kind: 'none', capacity: 'none' }, planned, undirected);
  const { contest, blockedBy } = await contestOf(ports, undirected);
  const facts = { ...factsIn(undirected), blockedBy };
  const bidding = await bidsFor(ports, facts, contest, caller.personHash);
  const routed = await softly(ports, 'capacity', routeCall(ports.capacity, facts, contest, bidding));
  const houseId = contest === house ? undefined : contest.house.offer.offerId;
  const told = houseId === undefined ? planned : { ...planned, houseId };
  if (!routed.ok) return under(contest, withoutTarget(contest.house.offer, 'none'), told, undirected);
  const { route, entry, considered } = routed.value;
  noteRefusals(ports, facts.outcomeId, considered);
  const won = bidding?.bids.get(route.targetId ?? '');
  if (won && ports.bidding) await softly(ports, 'winner', tellWinner(ports.bidding, won, caller.number));
  return under({ house: entry }, route, told, undirected);
}

/** A call whose caller is being asked is the house's, and goes nowhere yet. */
export const whileAsked = ({ house: { offer, deal } }: Contest, publisherId: string): Directed => ({
  offer,
  advertiserId: offer.advertiserId,
  terms: termsRefOf(offer, publisherId, deal),
  route: { kind: 'asking', capacity: 'none' },
});

/** What of a walk is kept with the call; undefined where there is nothing to keep. */
function plannedOf(walk: Walk | undefined): Planned | undefined {
  if (!walk) return undefined;
  const { answers, language, record, stop } = walk;
  const tag = stop.kind === 'offer' ? stop.tag : undefined;
  const planned: Planned = {
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(language === undefined ? {} : { language }),
    ...(tag === undefined ? {} : { tag }),
    ...(record ? { record } : {}),
  };
  return Object.keys(planned).length > 0 ? planned : undefined;
}

function under(
  { house: { offer, deal } }: Pick<Contest, 'house'>,
  route: Route,
  planned: Planned | undefined,
  { facts: { publisherId } }: Undirected,
): Directed {
  return {
    offer,
    advertiserId: offer.advertiserId,
    terms: termsRefOf(offer, publisherId, deal),
    route: planned ? { ...route, plan: planned } : route,
  };
}

interface Field {
  readonly contest: Contest;
  /** Who of those that compete wants nothing of this caller. */
  readonly blockedBy: CallFacts['blockedBy'];
}

/** Of the offer that the plan led to; the number's own where it led to none, or to one that can't be read in time. */
async function contestOf(ports: DirectPorts, { house, walk, facts, caller, region }: Undirected): Promise<Field> {
  const own = { contest: house, blockedBy: facts.blockedBy };
  const offerId = walk?.stop.kind === 'offer' ? walk.stop.offerId : undefined;
  if (offerId === undefined || offerId === house.house.offer.offerId) return own;
  const { publisherId, atMs } = facts;
  const read = async (): Promise<Field> => {
    const contest = await gather(ports, offerId, publisherId, { atMs, region });
    return { contest, blockedBy: await whoBlocks(ports, caller.personHash, publisherId, advertisersOf(contest)) };
  };
  const found = await softly(ports, 'other offer', read(), OTHER_OFFER_MS);
  return found.ok ? found.value : own;
}

/** The caller as the plan came to know it. */
function factsIn({ facts, walk }: Undirected): CallFacts {
  const tag = walk?.stop.kind === 'offer' ? walk.stop.tag : undefined;
  return {
    ...facts,
    ...(walk?.language === undefined ? {} : { language: walk.language }),
    ...(tag === undefined ? {} : { tag }),
  };
}

export const advertisersOf = ({ entries }: Contest): readonly string[] =>
  [...entries.values()].map(({ offer }) => offer.advertiserId);

/** An auction has a deadline of its own. Without it the call goes to whoever has a price. */
async function bidsFor(ports: DirectPorts, facts: CallFacts, contest: Contest, personHash: string | undefined) {
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

/** For whoever looks into why a target stays silent; the trail on the outcome says the same in short. */
function noteRefusals({ note }: DirectPorts, outcomeId: string, considered: readonly Considered[]): void {
  const notChosen = considered.flatMap(({ targetId, fate }) =>
    fate.kind === 'refused' ? [{ targetId, why: fate.why.refusal }] : [],
  );
  if (notChosen.length > 0) note('targets not chosen', { outcomeId, notChosen: notChosen.slice(0, 20) });
}
