import { type OfferVersion, termsRefOf } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import type { Clock } from '../kernel/time.ts';
import { findStop, type Ready, readyOf, type Stop, type StopPorts } from './find-stop.ts';
import { dropAbsent } from './merge-event.ts';
import type { CallRecord, Result, Route } from './model.ts';
import type { CallStore, Capacity, StoredCall, TellPaused } from './ports.ts';
import { type Attempt, nextAttempt } from './routing/next-attempt.ts';
import { type Walk, writeWalk } from './routing/walk.ts';

export interface FailOverPorts extends StopPorts {
  readonly catalog: Pick<CatalogReader, 'targetsOf' | 'currentOffer' | 'deal'>;
  readonly calls: Pick<CallStore, 'find' | 'save' | 'move'>;
  readonly capacity: Capacity;
  readonly clock: Clock;
  readonly tellPaused?: TellPaused | undefined;
}

/** Events of the same call that are merged at the same moment; each lost write is tried again. */
const MAX_TRIES = 4;

/**
 * Whom to ring after a dial that reached nobody: the same target again, or the next of the route that has a place, which is
 * promised before the place of the one before is given back. Undefined where the fallback is next.
 *
 * Asked twice by a carrier that repeats itself, it answers the same: places are promised by call, and the walk is the carrier's.
 */
export async function failOver(
  ports: FailOverPorts,
  outcomeId: string,
  walk: Walk,
  result: Result,
  houseId: string,
): Promise<Route | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const seen = await ports.calls.find(outcomeId);
    const order = seen?.record.route.order;
    if (!seen || !order || seen.outcome.state !== 'open') return undefined;
    const stops = await Promise.all(order.map((name) => findStop(ports, seen, name, ports.clock.nowMs())));
    const from = stops[walk.current];
    if (tries === 0 && result === 'no-answer') await noteUnanswered(ports, outcomeId, from, walk);
    const next = await nextFree(ports, outcomeId, stops, walk, result);
    if (!next) {
      if ((await backToHouse(ports, seen, houseId)) === 'lost') continue;
      return undefined;
    }
    const route = routeTo(seen, next);
    if (next.stop === from) return route;
    const record: CallRecord = dropAbsent({ ...seen.record, route, released: undefined, counted: undefined });
    if ((await write(ports, seen, record, next.stop)) === 'lost') continue;
    if (from) await giveBack(ports, seen, from.targetId);
    return route;
  }
  return undefined;
}

/** Nobody answered there; where no place was promised, that is counted only if the market asks. */
async function giveBack(
  { capacity, clock }: FailOverPorts,
  { outcome, record }: StoredCall,
  targetId: string,
): Promise<void> {
  const heard = { answered: false, atMs: clock.nowMs() };
  const { capacity: place, shards, weighed } = record.route;
  if (place === 'reserved') await capacity.release(targetId, outcome.outcomeId, heard, shards);
  else if (weighed) await capacity.noteHeard(targetId, outcome.outcomeId, heard);
}

/** The fallback is the house's own, and so is the call that it takes. */
async function backToHouse(ports: FailOverPorts, seen: StoredCall, houseId: string): Promise<'saved' | 'lost'> {
  const house = seen.outcome.terms.offerId === houseId ? undefined : await ports.catalog.currentOffer(houseId);
  return house ? under(ports, seen, seen.record, house) : 'saved';
}

/** In a market the next target may belong to another offer: then the call goes on under that offer's terms. */
async function write(
  ports: FailOverPorts,
  seen: StoredCall,
  record: CallRecord,
  { offer }: Ready,
): Promise<'saved' | 'lost'> {
  const { terms, facts } = seen.outcome;
  return offer.offerId === terms.offerId ? ports.calls.save(seen, record, facts) : under(ports, seen, record, offer);
}

async function under(
  { calls, catalog }: FailOverPorts,
  seen: StoredCall,
  record: CallRecord,
  offer: OfferVersion,
): Promise<'saved' | 'lost'> {
  const { publisherId } = seen.outcome.terms;
  const deal = await catalog.deal(offer.offerId, publisherId);
  return calls.move(seen, record, { advertiserId: offer.advertiserId, terms: termsRefOf(offer, publisherId, deal) });
}

/** Before anybody is asked for a place, so that a target that rests from now on gets no redial either. */
async function noteUnanswered(
  { capacity, clock, tellPaused }: FailOverPorts,
  outcomeId: string,
  stop: Stop | undefined,
  walk: Walk,
): Promise<void> {
  const ready = stop && readyOf(stop);
  const patience = ready?.target.rules?.pauseUnanswered;
  if (!ready || !patience) return;
  const { targetId, offer } = ready;
  const [dialId, atMs] = [`${outcomeId} ${writeWalk(walk)}`, clock.nowMs()];
  const missed = await capacity.noteUnanswered(targetId, dialId, atMs, ready.target.shards);
  // Told by the dial that did it alone: those that rang meanwhile come after it.
  if (!missed || (missed.inHour !== patience.inHour && missed.inDay !== patience.inDay)) return;
  const { offerId, advertiserId } = offer;
  await tellPaused?.({ targetId, offerId, advertiserId, dialId, atMs, ...missed });
}

interface Found {
  readonly stop: Ready;
  readonly capacity: Route['capacity'] | 'as-before';
  readonly walk: string;
}

/** The first stop that may be dialled and has a place. One that is full counts as failed, so that nobody asks it again. */
async function nextFree(
  { capacity, clock }: FailOverPorts,
  outcomeId: string,
  stops: readonly Stop[],
  walk: Walk,
  result: Result,
): Promise<Found | undefined> {
  const before: { step: number; result: Result }[] = [...walk.before, { step: walk.current, result }];
  for (let tries = 0; tries <= stops.length; tries += 1) {
    const attempts = before.map((each) => attemptOf(stops, each));
    const next = nextAttempt(stops, attempts);
    if (next.kind !== 'dial') return undefined;
    const current = stops.indexOf(next.step);
    const stop = readyOf(next.step);
    if (stop) {
      const found = { stop, walk: writeWalk({ before, current }) };
      if (next.redial) return { ...found, capacity: 'as-before' };
      const place = await capacity.reserve(stop.target, outcomeId, clock.nowMs(), stop.offer.chargeMinor);
      if (place !== 'full') return { ...found, capacity: place === 'reserved' ? 'reserved' : 'none' };
    }
    before.push({ step: current, result: 'failed' });
  }
  return undefined;
}

const attemptOf = (stops: readonly Stop[], { step, result }: { step: number; result: Result }): Attempt => ({
  targetId: stops[step]?.targetId ?? '',
  result,
  ringSeconds: stops[step]?.ringSeconds ?? 0,
});

function routeTo({ record: { route } }: StoredCall, { stop, capacity, walk }: Found): Route {
  return dropAbsent({
    ...route,
    kind: 'target' as const,
    targetId: stop.targetId,
    capacity: capacity === 'as-before' ? route.capacity : capacity,
    shards: stop.target.shards === 1 ? undefined : stop.target.shards,
    destination: stop.target.destination,
    ringSeconds: stop.ringSeconds,
    walk,
    bidMinor: stop.bidMinor,
  });
}
