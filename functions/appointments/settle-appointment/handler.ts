import { type AppointmentMessage, appointmentMessage } from '../../../shared/appointments/messages.ts';
import { wakeAppointment } from '../../../shared/appointments/settle-appointment.ts';
import { type TakePorts, takeBooking } from '../../../shared/appointments/take-booking.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

/** Queue [appointment-events]: what calendars tell, and the appointments whose time has come. */
export const settleAppointmentHandler = (deps: { readonly log: Log; readonly settling: TakePorts }): QueueHandler =>
  queueHandler<AppointmentMessage>(appointmentMessage, deps, async ({ message }) => {
    if (message.kind === 'wake') return wakeAppointment(deps.settling, message.outcomeId);
    return takeBooking(deps.settling, message);
  });
