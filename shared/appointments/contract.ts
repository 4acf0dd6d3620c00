import { connectCalendar, listCalendars, receiveBookingEvent, renewCalendarSecret } from './calendars/contract.ts';
import { changeAppointment, getAppointment, getInvitation, reportAttendance } from './contract/appointments.ts';
import { changeBooking, listNotices, openBooking, openInvitation, takeCalendarReply } from './contract/attendees.ts';
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
  changeAppointment,
  reportAttendance,
  getInvitation,
  openBooking,
  changeBooking,
  openInvitation,
  takeCalendarReply,
  listNotices,
  connectCalendar,
  listCalendars,
  renewCalendarSecret,
  receiveBookingEvent,
] as const;
