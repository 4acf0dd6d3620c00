import { z } from 'zod';
import { id, versionOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { availability, OFFICE_HOURS } from '../availability.ts';
import { MAX_SLOT_DAYS, slotFields, slotsView } from './fields.ts';

const offerPath = z.strictObject({ offerId: id });
const availabilityView = availability
  .extend({
    version: versionOut,
  })
  .meta({
    id: 'Availability',
    example: { ...OFFICE_HOURS, noticeMinutes: 60, horizonDays: 30, closedDays: [], version: 3 },
  });

const common = { tag: 'Appointments', params: offerPath, status: 200 } as const;

export const setAvailability = defineRoute({
  ...common,
  operationId: 'setAvailability',
  fails: { conflict: 'the zone of the hours can not change, since meetings stand in it; make another offer' },
  method: 'PUT',
  path: '/v1/offers/{offerId}/availability',
  summary: 'Say when meetings are taken',
  description:
    'Bookings see it at once; those that are made stand. The zone of the hours stays what it was when they were first set.',
  scope: 'offers:write',
  roles: ['advertiser', 'operator'],
  body: availability,
  ifMatch: 'may',
  response: availabilityView,
});

export const getAvailability = defineRoute({
  ...common,
  operationId: 'getAvailability',
  method: 'GET',
  path: '/v1/offers/{offerId}/availability',
  summary: 'Show when meetings are taken',
  scope: 'offers:read',
  roles: ['advertiser', 'operator'],
  etag: true,
  response: availabilityView,
});

export const listSlots = defineRoute({
  ...common,
  operationId: 'listSlots',
  method: 'GET',
  path: '/v1/offers/{offerId}/slots',
  summary: 'List the slots that can be booked',
  scope: 'offers:read',
  query: z.strictObject({
    ...slotFields,
    days: z.coerce.number().int().min(1).max(MAX_SLOT_DAYS).default(7),
  }),
  response: slotsView,
});

/** For pages: sent as `text/plain`, like all that the tag says (tracking/tag-contract.ts). */
export const showSlotsRoute = defineRoute({
  operationId: 'showSlots',
  method: 'POST',
  path: '/pages/slots',
  summary: 'The slots of an offer, for a page',
  description: 'From a page whose origin the publisher has listed.',
  tag: 'Appointments',
  scope: 'public',
  body: z.strictObject({
    key: z.string().min(1).max(80).meta({ example: 'tag_3fZ0dX' }),
    offerId: id,
    ...slotFields,
    days: z.int().min(1).max(MAX_SLOT_DAYS).default(7),
  }),
  status: 200,
  fails: {
    'not-found': 'an offer that takes meetings now was not found',
    forbidden: 'header.origin: is not on the list of pages that may use this key',
  },
  response: slotsView,
});
