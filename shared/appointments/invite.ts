import { notFound, Problem } from '../kernel/problem.ts';
import { changeAppointment } from './change-appointment.ts';
import { type Invitation, readReply, writeInvitation } from './invitation.ts';
import type { Meeting } from './ports.ts';
import type { SettlePorts } from './settle-appointment.ts';
import { type Standpoint, standpointOf } from './show-appointment.ts';

/** Who invites: a mailbox at the network's own address, to which calendars send their replies. */
const organizerOf = (publicUrl: string): string => `appointments@${new URL(publicUrl).hostname}`;

/**
 * The invitation to an appointment as it stands.
 *
 * @throws Problem `conflict` for one to which another calendar invites
 */
export function inviteTo(
  { stored, standing }: Standpoint,
  { title, joinUrl, attendee }: Meeting,
  publicUrl: string,
  manageUrl?: string,
): string {
  const { outcome, record } = stored;
  if (!attendee) throw new Problem('conflict', `${record.calendar} invites to this appointment`);
  const isCancelled = standing.state === 'cancelled';
  const cancelledMs = record.bookings[standing.bookingId]?.cancelledMs;
  const invitation: Invitation = {
    outcomeId: outcome.outcomeId,
    title,
    startMs: standing.times.startMs,
    endMs: standing.times.endMs,
    stampMs: (isCancelled ? cancelledMs : undefined) ?? standing.times.toldMs,
    sequence: standing.moves + (isCancelled ? 1 : 0),
    isCancelled,
    organizer: organizerOf(publicUrl),
    attendee,
    joinUrl,
    manageUrl,
  };
  return writeInvitation(invitation);
}

interface ReplyTaken {
  readonly appointmentId: string;
  readonly effect: 'confirmed' | 'cancelled' | 'none';
}

/**
 * Takes what an attendee's calendar answered: accepted confirms, declined calls off. A reply to a version that is no longer
 * the newest says nothing about this one.
 *
 * @throws Problem `invalid` for a text that is no reply of ours, `not-found` for an appointment that is not there
 */
export async function takeReply(ports: SettlePorts, text: string): Promise<ReplyTaken> {
  const reply = readReply(text);
  const stored = await ports.appointments.find(reply.outcomeId);
  if (!stored) throw notFound(`appointment ${reply.outcomeId}`);
  const { standing } = await standpointOf(ports, stored);
  const { outcomeId: appointmentId } = reply;
  const isLive = standing.state === 'booked' || standing.state === 'confirmed';
  const isStale = stored.outcome.state !== 'open' || reply.sequence < standing.moves;
  if (reply.said === 'other' || isStale || !isLive) return { appointmentId, effect: 'none' };
  await changeAppointment(ports, stored, { action: reply.said === 'accepted' ? 'confirm' : 'cancel' });
  return { appointmentId, effect: reply.said === 'accepted' ? 'confirmed' : 'cancelled' };
}
