import type { CatalogReader } from '../catalog/ports.ts';
import { deterministicId } from '../kernel/ids.ts';
import { type E164, parsePhone } from '../kernel/phone.ts';
import type { NumberReader } from '../tracking/ports.ts';
import { type FailOverPorts, failOver } from './fail-over.ts';
import type { CarrierName, Planned, Route } from './model.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { CallQueue, Deadline, FinishedDial } from './ports.ts';
import { withoutTarget } from './route-call.ts';
import type { Walk } from './routing/walk.ts';

export interface FinishDialPorts extends FailOverPorts {
  readonly numbers: NumberReader;
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'targetsOf' | 'deal'>;
  readonly deadline: Deadline;
  readonly queue: CallQueue;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** The caller hears nothing meanwhile, and the carrier waits 15 s: after this the fallback is better than the next target. */
const FAIL_OVER_MS = 4_000;

/** Which dial it was, as we named it to the carrier in the signed address. */
export const ATTEMPTS = ['target', 'fallback'] as const;
export type Attempt = (typeof ATTEMPTS)[number];

/** What a plan led to, as far as it matters after a dial. */
export type AfterPlan = Pick<Planned, 'houseId' | 'record'>;

export type AfterDial =
  | { readonly kind: 'talked' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'ring'; readonly route: Route; readonly number: E164 };

/**
 * A dial is over: after a talk the call ends, and when nobody answered the next target is tried, and at last the fallback, once. The event is queued
 * first. If that fails the caller who is still on the line is served all the same, since the leg's own status tells again
 * how it ended; after a talk nobody waits, so the carrier hears the truth.
 */
export async function finishDial(
  ports: FinishDialPorts,
  carrier: CarrierName,
  dial: FinishedDial,
  attempt: Attempt,
  walk?: Walk,
  plan: AfterPlan = {},
): Promise<AfterDial> {
  const talked = dial.event.result === 'completed';
  const outcomeId = outcomeIdOf(carrier, dial.callId);
  const after = talked || attempt === 'fallback' ? undefined : await afterTarget(ports, outcomeId, dial, walk, plan);
  const kind = after?.route.kind;
  const next = kind === 'target' || kind === 'fallback' ? kind : 'end';
  const eventId = deterministicId('evt', carrier, dial.callId, 'dial-finished', dial.event.legId);
  try {
    await ports.queue.send({ v: 1, kind: 'call-event', outcomeId, eventId, event: { ...dial.event, next } });
  } catch (error) {
    if (talked) throw error;
    ports.note('dial event not queued', { outcomeId, reason: error instanceof Error ? error.name : 'unknown' });
  }
  if (talked) return { kind: 'talked' };
  return after ? { kind: 'ring', ...after } : { kind: 'nobody' };
}

/** The next target where the route has one, else the fallback. */
async function afterTarget(
  ports: FinishDialPorts,
  outcomeId: string,
  { to, event: { result } }: FinishedDial,
  walk: Walk | undefined,
  plan: AfterPlan,
): Promise<{ route: Route; number: E164 } | undefined> {
  const number = parsePhone(to);
  // A caller who hung up is gone; a route without a walk has nobody else.
  if (!number || !walk || result === 'canceled') return fallbackOf(ports, to, plan);
  try {
    const owned = await ports.numbers.number(number);
    if (!owned) return undefined;
    const route = await ports.deadline.within(
      FAIL_OVER_MS,
      failOver(ports, outcomeId, walk, result, plan.houseId ?? owned.offerId),
    );
    if (route) return { route, number };
  } catch (error) {
    ports.note('failover failed', { outcomeId, reason: error instanceof Error ? error.name : 'unknown' });
  }
  return fallbackOf(ports, to, plan);
}

/** Both lookups are cached, and a failing one only means that there is nobody else to ring. */
async function fallbackOf(
  ports: FinishDialPorts,
  to: string,
  plan: AfterPlan,
): Promise<{ route: Route; number: E164 } | undefined> {
  try {
    const number = parsePhone(to);
    const owned = number ? await ports.numbers.number(number) : undefined;
    const offer = owned ? await ports.catalog.currentOffer(plan.houseId ?? owned.offerId) : undefined;
    const route = withoutTarget(offer, 'none');
    return number && route.kind === 'fallback' ? { route: { ...route, plan }, number } : undefined;
  } catch (error) {
    ports.note('fallback not found', { reason: error instanceof Error ? error.name : 'unknown' });
    return undefined;
  }
}
