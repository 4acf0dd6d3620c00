import {
  connectCalendar,
  listCalendars,
  receiveBookingEvent,
  renewCalendarSecret,
} from '../../shared/appointments/calendars/contract.ts';
import {
  changeAppointment,
  getAppointment,
  getInvitation,
  reportAttendance,
} from '../../shared/appointments/contract/appointments.ts';
import {
  changeBooking,
  listNotices,
  openBooking,
  openInvitation,
  takeCalendarReply,
} from '../../shared/appointments/contract/attendees.ts';
import { bookAppointment, bookFromPage } from '../../shared/appointments/contract/bookings.ts';
import {
  getAvailability,
  listSlots,
  setAvailability,
  showSlotsRoute,
} from '../../shared/appointments/contract/hours.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';

const context = 'appointments';

const hours: readonly FunctionSpec[] = [
  {
    context,
    verb: 'set-availability',
    purpose: 'Says when the meetings of an offer are taken',
    routes: [setAvailability],
    access: withApiKey({ tables: { catalog: { actions: ['PutItem'] } } }),
  },
  {
    context,
    verb: 'get-availability',
    purpose: 'Shows when the meetings of an offer are taken',
    routes: [getAvailability],
    access: withApiKey(),
  },
  {
    context,
    verb: 'list-slots',
    purpose: 'Lists the slots of an offer that can be booked',
    routes: [listSlots],
    access: withApiKey({ tables: { outcomes: { actions: ['Query'] } } }),
  },
  {
    context,
    verb: 'show-slots',
    purpose: 'Shows a page the slots of an offer',
    routes: [showSlotsRoute],
    access: { tables: { catalog: { actions: ['GetItem'] }, outcomes: { actions: ['Query'] } } },
  },
];

/** A booking is one transaction; what it reads on the way is the diary of a day. */
const booking: Access = {
  tables: { outcomes: { actions: ['GetItem', 'PutItem', 'UpdateItem'] } },
  secrets: ['DATA_KEY', 'PERSON_HASH', 'LEASE_TOKEN'],
};

const bookings: readonly FunctionSpec[] = [
  {
    context,
    verb: 'book-appointment',
    purpose: 'Books a meeting for somebody, by a setter',
    routes: [bookAppointment],
    access: withApiKey(booking),
  },
  {
    context,
    verb: 'book-from-page',
    purpose: 'Books a meeting on a publisher’s page',
    routes: [bookFromPage],
    access: {
      ...booking,
      tables: { ...booking.tables, catalog: { actions: ['GetItem'] }, leases: { actions: ['GetItem'] } },
    },
  },
  {
    context,
    verb: 'get-appointment',
    purpose: 'Shows an appointment as the caller may see it',
    routes: [getAppointment],
    access: withApiKey({ tables: { outcomes: { actions: ['GetItem'] } }, secrets: ['DATA_KEY'] }),
  },
];

/** Merges an event into its appointment, and asks for the verdict once it is final. */
const settling: Access = {
  tables: { catalog: { actions: ['GetItem'] }, outcomes: { actions: ['GetItem', 'PutItem', 'UpdateItem'] } },
  queues: ['outcomes'],
  secrets: ['DATA_KEY'],
};
const reading: Access = {
  tables: { catalog: { actions: ['GetItem'] }, outcomes: { actions: ['GetItem'] } },
  secrets: ['DATA_KEY', 'LEASE_TOKEN'],
};

const changes: readonly FunctionSpec[] = [
  {
    context,
    verb: 'change-appointment',
    purpose: 'Confirms, moves or calls off an appointment',
    routes: [changeAppointment],
    access: withApiKey(settling),
  },
  {
    context,
    verb: 'report-attendance',
    purpose: 'Takes one side’s word on who came to a meeting',
    routes: [reportAttendance],
    access: withApiKey(settling),
  },
  {
    context,
    verb: 'get-invitation',
    purpose: 'Writes the invitation to an appointment as .ics',
    routes: [getInvitation],
    access: withApiKey(reading),
  },
  {
    context,
    verb: 'take-calendar-reply',
    purpose: 'Takes what an attendee’s calendar answered to an invitation',
    routes: [takeCalendarReply],
    access: withApiKey(settling),
  },
  {
    context,
    verb: 'open-booking',
    purpose: 'Shows a meeting to who is to attend it, by the link',
    routes: [openBooking],
    access: reading,
  },
  {
    context,
    verb: 'change-booking',
    purpose: 'Confirms, moves or calls off a meeting for who is to attend it, by the link',
    routes: [changeBooking],
    access: { ...settling, secrets: ['DATA_KEY', 'LEASE_TOKEN'] },
  },
  {
    context,
    verb: 'open-invitation',
    purpose: 'Gives the attendee the invitation as .ics, by the link',
    routes: [openInvitation],
    access: reading,
  },
  {
    context,
    verb: 'list-notices',
    purpose: 'Lists what attendees are to be told, for the sender that tells them',
    routes: [listNotices],
    access: withApiKey({ tables: { outcomes: { actions: ['Query'] } } }),
  },
];

const calendars: readonly FunctionSpec[] = [
  {
    context,
    verb: 'connect-calendar',
    purpose: 'Connects an advertiser’s calendar, whose bookings count',
    routes: [connectCalendar],
    access: withApiKey({ secrets: ['DATA_KEY'] }),
  },
  {
    context,
    verb: 'list-calendars',
    purpose: 'Lists the connected calendars of an advertiser',
    routes: [listCalendars],
    access: withApiKey({ tables: { catalog: { indexes: ['byOwner'] } } }),
  },
  {
    context,
    verb: 'renew-calendar-secret',
    purpose: 'Makes a new secret that a calendar signs with',
    routes: [renewCalendarSecret],
    access: withApiKey({ tables: { catalog: { actions: ['PutItem'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context,
    verb: 'receive-booking-event',
    purpose: 'Queues what connected calendars tell of their bookings',
    routes: [receiveBookingEvent],
    access: {
      tables: { catalog: { actions: ['GetItem'] } },
      queues: ['appointment-events'],
      secrets: ['DATA_KEY', 'PERSON_HASH'],
    },
  },
];

const workers: readonly FunctionSpec[] = [
  {
    context,
    verb: 'settle-appointment',
    purpose: 'Merges what calendars tell, reminds of meetings, and asks for the verdict of those that are over',
    queue: { from: 'appointment-events', batchSize: 10 },
    access: {
      tables: {
        catalog: { actions: ['GetItem'] },
        // A part joins what is whole, or not at all.
        outcomes: { actions: ['GetItem', 'PutItem', 'UpdateItem', 'Query', 'ConditionCheckItem'] },
      },
      queues: ['appointment-events', 'outcomes', 'late-truth'],
    },
  },
  {
    context,
    verb: 'wake-appointments',
    purpose: 'Hands on the appointments whose time has come',
    schedule: { expression: 'rate(5 minutes)' },
    timeoutSeconds: 60,
    access: {
      tables: { outcomes: { actions: ['GetItem', 'PutItem', 'Query', 'DeleteItem'] } },
      queues: ['appointment-events'],
    },
  },
];

export const appointmentsFunctions = (_config: StageConfig): readonly FunctionSpec[] => [
  ...hours,
  ...bookings,
  ...changes,
  ...calendars,
  ...workers,
];
