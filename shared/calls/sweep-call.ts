import { deterministicId } from '../kernel/ids.ts';
import type { CallSweep } from './contract.ts';
import type { CallEvent, CarrierName } from './model.ts';
import type { CallQueue, CallStore } from './ports.ts';

/** What a carrier says of a call when it is asked. */
export type CallStatus =
  | { readonly kind: 'running' }
  /** It is over; the events are what its webhooks would have told. */
  | { readonly kind: 'ended'; readonly events: readonly CallEvent[] }
  /** It knows nothing of it any more, can not be asked, or did not answer. */
  | { readonly kind: 'unknown' };

export interface CallStatusReader {
  /** Never throws: a carrier that does not answer is `unknown`, and is asked again. */
  statusOf(carrier: CarrierName, callId: string): Promise<CallStatus>;
}

export interface SweepQueue {
  send(message: CallSweep, options: { readonly delaySeconds: number }): Promise<void>;
}

export interface SweepPorts {
  readonly calls: Pick<CallStore, 'find'>;
  readonly status: CallStatusReader;
  readonly queue: CallQueue;
  readonly sweeps: SweepQueue;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Telnyx remembers a call for ten minutes after its end, so we ask a little more often. */
export const SWEEP_SECONDS = 540;

/** Five hours: a place on a target is promised for as long, and the longest talk we allow is four. */
export const MAX_SWEEPS = 34;

/**
 * Looks after one call that may have lost its end. A call that is settled needs nothing; of one that is not, the carrier is
 * asked, and what it says takes the same road as its webhooks. When five hours are over, what is known is judged.
 */
export async function sweepCall(ports: SweepPorts, { outcomeId, sweep }: CallSweep): Promise<void> {
  const seen = await ports.calls.find(outcomeId);
  if (seen?.outcome.state !== 'open' || seen.outcome.facts) return;
  const { carrier, callId } = seen.record;
  const status = await ports.status.statusOf(carrier, callId);
  if (status.kind === 'ended') {
    for (const [index, event] of status.events.entries()) {
      const eventId = deterministicId('evt', carrier, callId, 'sweep', event.kind, String(index));
      await ports.queue.send({ v: 1, kind: 'call-event', outcomeId, eventId, event });
    }
    return ports.note('a call’s end was asked for', { outcomeId, events: status.events.length });
  }
  if (sweep < MAX_SWEEPS) return sweepLater(ports.sweeps, outcomeId, sweep + 1);
  ports.note('a call never ended', { outcomeId, status: status.kind });
  await ports.queue.send({ v: 1, kind: 'settle-check', outcomeId, step: 2 });
}

export const sweepLater = (sweeps: SweepQueue, outcomeId: string, sweep = 1): Promise<void> =>
  sweeps.send({ v: 1, outcomeId, sweep }, { delaySeconds: SWEEP_SECONDS });
