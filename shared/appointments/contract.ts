import { getAppointment } from './contract/appointments.ts';
import { bookAppointment, bookFromPage } from './contract/bookings.ts';
import { getAvailability, listSlots, setAvailability, showSlotsRoute } from './contract/hours.ts';

/** Every operation of this context. */
export const appointmentRoutes = [
  setAvailability,
  getAvailability,
  listSlots,
  showSlotsRoute,
  bookAppointment,
  bookFromPage,
  getAppointment,
] as const;
