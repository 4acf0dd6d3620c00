import { deterministicId } from '../kernel/ids.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { toIso } from '../kernel/time.ts';
import { slotFor } from './book-meeting.ts';
import { type AppointmentState, type BookingEvent, mayBecome } from './model.ts';
import type { StoredAppointment } from './ports.ts';
import { type SettlePorts, settleEvent } from './settle-appointment.ts';
import { type Standpoint, standpointOf } from './show-appointment.ts';

export type Change =
  | { readonly action: 'confirm' }
  | { readonly action: 'cancel' }
  | { readonly action: 'reschedule'; readonly startsAt: string; readonly zone?: string | undefined };

const BECOMES = { confirm: 'confirmed', cancel: 'cancelled', reschedule: 'rescheduled' } as const;

/**
 * Confirms, moves or calls off a meeting that stands in our own diary. To change it to what it is already changes nothing.
 *
 * @throws Problem `conflict` where its state, its time or its calendar forbids it, `invalid` for a time that is no slot
 */
export async function changeAppointment(ports: SettlePorts, stored: StoredAppointment, change: Change): Promise<void> {
  const standpoint = await standpointOf(ports, stored);
  if (change.action !== 'reschedule' && standpoint.standing.state === BECOMES[change.action]) return;
  refuseWrongState(standpoint, BECOMES[change.action], ports.clock.nowMs());
  const { outcomeId } = stored.outcome;
  const { bookingId } = standpoint.standing;
  const atMs = ports.clock.nowMs();
  if (change.action === 'confirm') await settleEvent(ports, outcomeId, bookingId, { kind: 'confirmed', atMs });
  if (change.action === 'cancel') {
    await settleEvent(ports, outcomeId, bookingId, { kind: 'cancelled', atMs, moved: false });
  }
  if (change.action === 'reschedule') await reschedule(ports, standpoint, change);
}

function refuseWrongState({ stored, standing }: Standpoint, wanted: AppointmentState, nowMs: number): void {
  const { outcome, record } = stored;
  if (outcome.state !== 'open') throw new Problem('conflict', `the appointment is ${outcome.state}; book another one`);
  if (record.calendar !== 'callbourse') {
    throw new Problem('conflict', `the appointment stands in ${record.calendar}: change it there`);
  }
  if (!mayBecome(standing.state, wanted)) {
    throw new Problem('conflict', `an appointment that is ${standing.state} can not become ${wanted}`);
  }
  if (wanted !== 'rescheduled' && nowMs >= standing.times.startMs) {
    throw new Problem('conflict', `the meeting began at ${toIso(standing.times.startMs)}: say who came instead`);
  }
}

async function reschedule(
  ports: SettlePorts,
  { stored, standing }: Standpoint,
  { startsAt, zone }: Extract<Change, { action: 'reschedule' }>,
): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const { outcomeId, terms } = stored.outcome;
  const hours = await ports.availability.get(terms.offerId);
  if (!hours) throw notFound('the availability');
  const slot = slotFor(hours, startsAt, zone ?? hours.hours.zone, nowMs);
  if (slot.startMs === standing.times.startMs) return;
  const event: BookingEvent = {
    kind: 'booked',
    times: { ...slot, toldMs: nowMs },
    previousId: standing.bookingId,
  };
  // The same move asked for twice is the same booking.
  const bookingId = deterministicId('booking', standing.bookingId, String(slot.startMs));
  await settleEvent(ports, outcomeId, bookingId, event);
}
