import { getAppointment } from '../../shared/appointments/contract/appointments.ts';
import { bookAppointment, bookFromPage } from '../../shared/appointments/contract/bookings.ts';
import {
  getAvailability,
  listSlots,
  setAvailability,
  showSlotsRoute,
} from '../../shared/appointments/contract/hours.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey, withIdempotency } from '../constructs/api-access.ts';
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
    access: withIdempotency(booking),
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

export const appointmentsFunctions = (_config: StageConfig): readonly FunctionSpec[] => [...hours, ...bookings];
