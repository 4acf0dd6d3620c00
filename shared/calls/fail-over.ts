import type { Target } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import type { Clock } from '../kernel/time.ts';
import { dropAbsent } from './merge-event.ts';
import type { CallRecord, Result, Route } from './model.ts';
import type { CallStore, Capacity, StoredCall } from './ports.ts';
import { type Attempt, nextAttempt, type Ringing } from './routing/next-attempt.ts';
import { type Walk, writeWalk } from './routing/walk.ts';

export interface FailOverPorts {
  readonly catalog: Pick<CatalogReader, 'targetsOf' | 'currentOffer'>;
  readonly calls: Pick<CallStore, 'find' | 'save'>;
  readonly capacity: Capacity;
  readonly clock: Clock;
}

/** Events of the same call that are merged at the same moment; each lost write is tried again. */
const MAX_TRIES = 4;

/** A target of the route as the catalog has it now; without one it is passed over. */
type Stop = Ringing & { readonly target?: Target };

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
): Promise<Route | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const seen = await ports.calls.find(outcomeId);
    const order = seen?.record.route.order;
    if (!seen || !order || seen.outcome.state !== 'open') return undefined;
    const { offerId } = seen.outcome.terms;
    const [targets, offer] = await Promise.all([ports.catalog.targetsOf(offerId), ports.catalog.currentOffer(offerId)]);
    const stops = stopsOf(order, targets);
    if (tries === 0 && result === 'no-answer') await noteUnanswered(ports, outcomeId, stops[walk.current], walk);
    const next = await nextFree(ports, { outcomeId, chargeMinor: offer?.chargeMinor ?? 0n }, stops, walk, result);
    if (!next) return undefined;
    const from = order[walk.current];
    if (next.targetId === from) return routeTo(seen, next);
    const record: CallRecord = dropAbsent({ ...seen.record, route: routeTo(seen, next), released: undefined });
    if ((await ports.calls.save(seen, record, seen.outcome.facts)) === 'lost') continue;
    if (from !== undefined) await ports.capacity.release(from, outcomeId);
    return record.route;
  }
  return undefined;
}

/** Before anybody is asked for a place, so that a target that rests from now on gets no redial either. */
async function noteUnanswered(
  { capacity, clock }: FailOverPorts,
  outcomeId: string,
  stop: Stop | undefined,
  walk: Walk,
): Promise<void> {
  if (!stop?.target?.rules?.pauseUnanswered) return;
  await capacity.noteUnanswered(stop.targetId, `${outcomeId} ${writeWalk(walk)}`, clock.nowMs());
}

const stopsOf = (order: readonly string[], targets: readonly Target[]): readonly Stop[] =>
  order.map((targetId): Stop => {
    const target = targets.find((each) => each.targetId === targetId && each.state === 'active');
    const redials = target?.rules?.redials;
    const ringing = {
      targetId,
      ringSeconds: target?.ringSeconds ?? 0,
      redialsOnBusy: redials?.onBusy ?? 0,
      redialsOnNoAnswer: redials?.onNoAnswer ?? 0,
    };
    return target ? { ...ringing, target } : ringing;
  });

interface Found {
  readonly targetId: string;
  readonly target: Target;
  readonly capacity: Route['capacity'] | 'as-before';
  readonly walk: string;
}

/** The first stop that may be dialled and has a place. One that is full counts as failed, so that nobody asks it again. */
async function nextFree(
  ports: FailOverPorts,
  call: { readonly outcomeId: string; readonly chargeMinor: bigint },
  stops: readonly Stop[],
  walk: Walk,
  result: Result,
): Promise<Found | undefined> {
  const before: { step: number; result: Result }[] = [...walk.before, { step: walk.current, result }];
  for (let tries = 0; tries <= stops.length; tries += 1) {
    const next = nextAttempt(
      stops,
      before.map((each) => attemptOf(stops, each)),
    );
    if (next.kind !== 'dial') return undefined;
    const { targetId, target } = next.step;
    const current = stops.indexOf(next.step);
    if (target) {
      const found = { targetId, target, walk: writeWalk({ before, current }) };
      if (next.redial) return { ...found, capacity: 'as-before' };
      const nowMs = ports.clock.nowMs();
      const place = await ports.capacity.reserve(target, call.outcomeId, nowMs, call.chargeMinor);
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

function routeTo({ record: { route } }: StoredCall, { targetId, target, capacity, walk }: Found): Route {
  return {
    ...route,
    kind: 'target',
    targetId,
    capacity: capacity === 'as-before' ? route.capacity : capacity,
    destination: target.destination,
    ringSeconds: target.ringSeconds,
    walk,
  };
}
