import { type AppointmentMessage, appointmentMessage } from '../../../shared/appointments/messages.ts';
import { type SettlePorts, wakeAppointment } from '../../../shared/appointments/settle-appointment.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type QueueHandler, queueHandler } from '../../../shared/platform/queue/consume.ts';

/** Queue [appointment-events]: those whose time has come. */
export const settleAppointmentHandler = (deps: { readonly log: Log; readonly settling: SettlePorts }): QueueHandler =>
  queueHandler<AppointmentMessage>(appointmentMessage, deps, ({ message }) =>
    wakeAppointment(deps.settling, message.outcomeId),
  );
