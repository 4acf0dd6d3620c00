import type { CatalogReader } from '../catalog/ports.ts';
import { deterministicId } from '../kernel/ids.ts';
import { type E164, parsePhone } from '../kernel/phone.ts';
import type { NumberReader } from '../tracking/ports.ts';
import type { CarrierName, Route } from './model.ts';
import { outcomeIdOf } from './outcome-id.ts';
import type { CallQueue, FinishedDial } from './ports.ts';
import { withoutTarget } from './route-call.ts';

export interface FinishDialPorts {
  readonly numbers: NumberReader;
  readonly catalog: Pick<CatalogReader, 'currentOffer'>;
  readonly queue: CallQueue;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Which dial it was, as we named it to the carrier in the signed address. */
export const ATTEMPTS = ['target', 'fallback'] as const;
export type Attempt = (typeof ATTEMPTS)[number];

export type AfterDial =
  | { readonly kind: 'talked' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'fallback'; readonly route: Route; readonly number: E164 };

/**
 * A dial is over: after a talk the call ends, and when nobody answered the fallback is tried once. The event is queued
 * first. If that fails the caller who is still on the line is served all the same, since the leg's own status tells again
 * how it ended; after a talk nobody waits, so the carrier hears the truth.
 */
export async function finishDial(
  ports: FinishDialPorts,
  carrier: CarrierName,
  dial: FinishedDial,
  attempt: Attempt,
): Promise<AfterDial> {
  const talked = dial.event.result === 'completed';
  const last = talked || attempt === 'fallback' ? undefined : await fallbackOf(ports, dial.to);
  const next = last ? ('fallback' as const) : ('end' as const);
  const outcomeId = outcomeIdOf(carrier, dial.callId);
  const eventId = deterministicId('evt', carrier, dial.callId, 'dial-finished', dial.event.legId);
  try {
    await ports.queue.send({ v: 1, kind: 'call-event', outcomeId, eventId, event: { ...dial.event, next } });
  } catch (error) {
    if (talked) throw error;
    ports.note('dial event not queued', { outcomeId, reason: error instanceof Error ? error.name : 'unknown' });
  }
  if (talked) return { kind: 'talked' };
  return last ? { kind: 'fallback', ...last } : { kind: 'nobody' };
}

/** Both lookups are cached, and a failing one only means that there is nobody else to ring. */
async function fallbackOf(ports: FinishDialPorts, to: string): Promise<{ route: Route; number: E164 } | undefined> {
  try {
    const number = parsePhone(to);
    const owned = number ? await ports.numbers.number(number) : undefined;
    const route = withoutTarget(owned ? await ports.catalog.currentOffer(owned.offerId) : undefined, 'none');
    return number && route.kind === 'fallback' ? { route, number } : undefined;
  } catch (error) {
    ports.note('fallback not found', { reason: error instanceof Error ? error.name : 'unknown' });
    return undefined;
  }
}
