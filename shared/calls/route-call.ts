import type { OfferVersion, Target } from '../catalog/model.ts';
import type { EpochMs } from '../kernel/time.ts';
import { chooseTarget, type WhyNot } from './choose-target.ts';
import type { Route } from './model.ts';
import type { Capacity } from './ports.ts';

/** Targets asked for a place before the caller hears the fallback: each asks for a write while somebody waits on the line. */
const MAX_ASKED = 3;

/** The fallback rings longer than a target: there is nobody after it. */
const FALLBACK_RING_SECONDS = 40;

export interface Routed {
  readonly route: Route;
  readonly notChosen: readonly { readonly targetId: string; readonly why: WhyNot | 'full' }[];
}

/** Sends the call to the first target that is open and has a place, else to the offer's fallback, else nowhere. */
export async function routeCall(
  capacity: Capacity,
  offer: OfferVersion,
  targets: readonly Target[],
  outcomeId: string,
  atMs: EpochMs,
): Promise<Routed> {
  const choice = chooseTarget(offer, targets, atMs);
  const notChosen: { targetId: string; why: WhyNot | 'full' }[] = [...choice.notChosen];
  for (const target of choice.eligible.slice(0, MAX_ASKED)) {
    const place = await capacity.reserve(target, outcomeId, atMs);
    if (place !== 'full') return { route: toTarget(target, place), notChosen };
    notChosen.push({ targetId: target.targetId, why: 'full' });
  }
  return { route: withoutTarget(offer, choice.eligible.length > 0 ? 'over' : 'none'), notChosen };
}

const toTarget = (target: Target, place: 'reserved' | 'unlimited'): Route => ({
  kind: 'target',
  targetId: target.targetId,
  capacity: place === 'reserved' ? 'reserved' : 'none',
  destination: target.destination,
  ringSeconds: target.ringSeconds,
});

/** Where a call goes without a target. A paused offer rings nowhere, its fallback included. */
export function withoutTarget(offer: OfferVersion | undefined, capacity: 'over' | 'none'): Route {
  const destination = offer?.state === 'active' ? offer.fallbackDestination : undefined;
  return destination
    ? { kind: 'fallback', capacity, destination, ringSeconds: FALLBACK_RING_SECONDS }
    : { kind: 'none', capacity };
}
