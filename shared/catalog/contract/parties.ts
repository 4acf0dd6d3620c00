import { z } from 'zod';
import {
  currencyCode,
  id,
  isoDay,
  isoInstant,
  minorOut,
  nonNegativeMinorIn,
  pageOf,
  pageQuery,
  versionOut,
} from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { PAYOUT_SCHEDULES } from '../payout-schedule.ts';
import { PUBLISHER_STATES } from '../publisher-state.ts';
import { label, origin } from './fields.ts';
import { payeeView } from './payee-view.ts';

const writes = { scope: 'network:write', roles: ['operator'] } as const;
const reads = { scope: 'network:read', roles: ['operator', 'finance'] } as const;

export const advertiserView = z
  .strictObject({ advertiserId: z.string(), name: z.string().meta({ example: 'Acme Roofing' }), createdAt: isoInstant })
  .meta({ id: 'Advertiser' });

export const createAdvertiser = defineRoute({
  ...writes,
  operationId: 'createAdvertiser',
  method: 'POST',
  path: '/v1/advertisers',
  summary: 'Register an advertiser',
  tag: 'Advertisers',
  body: z.strictObject({ name: label }).meta({ id: 'NewAdvertiser', example: { name: 'Acme Roofing' } }),
  status: 201,
  response: advertiserView,
});

export const listAdvertisers = defineRoute({
  ...reads,
  operationId: 'listAdvertisers',
  method: 'GET',
  path: '/v1/advertisers',
  summary: 'List advertisers',
  tag: 'Advertisers',
  query: pageQuery,
  status: 200,
  response: pageOf(advertiserView),
});

export const getAdvertiser = defineRoute({
  operationId: 'getAdvertiser',
  method: 'GET',
  path: '/v1/advertisers/{advertiserId}',
  summary: 'Show one advertiser',
  description: 'An advertiser sees itself.',
  tag: 'Advertisers',
  scope: 'billing:read',
  roles: ['operator', 'finance', 'advertiser'],
  params: z.strictObject({ advertiserId: id }),
  status: 200,
  response: advertiserView,
});

const origins = z.array(origin).min(1).max(50).meta({ description: 'Pages that may carry the tag' });

const threshold = nonNegativeMinorIn.meta({ description: 'Below this a payout is carried to the next run' });

const schedule = z.enum(PAYOUT_SCHEDULES);

const payoutTerms = {
  payoutSchedule: schedule.optional().meta({
    description:
      'When it is paid: each Sunday’s week, every second one, up to the 15th and the end of a month, up to the end of a month, or only when finance asks for a run; weekly when absent',
  }),
  netDays: z
    .int()
    .min(0)
    .max(120)
    .optional()
    .meta({ description: 'Days after it became payable until an entry is paid: 30 for net 30' }),
  reserveBps: z
    .int()
    .min(0)
    .max(5_000)
    .optional()
    .meta({ description: 'Share of each payout line that is kept back, in 1/100 of a percent', example: 1_000 }),
  reservePeriods: z.int().min(1).max(52).optional().meta({ description: 'It is released so many payouts later' }),
};

const newPublisher = z
  .strictObject({
    name: label,
    origins,
    currency: currencyCode,
    payoutThresholdMinor: threshold,
    ...payoutTerms,
    state: z
      .enum(['pending', 'active'])
      .default('active')
      .meta({ description: '`pending`: it brings nothing until an operator approves it' }),
  })
  .meta({
    id: 'NewPublisher',
    example: { name: 'Roofs today', origins: ['https://roofs.example'], currency: 'USD', payoutThresholdMinor: 5_000 },
  });

export const publisherView = z
  .strictObject({
    publisherId: z.string(),
    name: z.string().meta({ example: 'Roofs today' }),
    state: z.enum(PUBLISHER_STATES).meta({ example: 'active' }),
    origins: z.array(z.string()),
    tagKey: z.string().meta({ description: 'Goes into the script tag; public' }),
    currency: z.string(),
    payoutThresholdMinor: minorOut.meta({ example: 5_000 }),
    payoutSchedule: schedule.optional(),
    netDays: z.int().optional(),
    reserveBps: z.int().optional(),
    reservePeriods: z.int().optional(),
    quality: z.strictObject({ score: z.int(), asOf: isoDay }).optional().meta({
      description: 'How good what it brings was of late (GET /v1/quality), since when; what prices and deals go by',
    }),
    payee: payeeView.optional().meta({ description: 'Absent until set; a publisher without it is carried' }),
    createdAt: isoInstant,
    version: versionOut.meta({ description: 'Of all but its payee, which counts alone; quoted it is the `etag`' }),
  })
  .meta({ id: 'Publisher' });

export const createPublisher = defineRoute({
  ...writes,
  operationId: 'createPublisher',
  method: 'POST',
  path: '/v1/publishers',
  summary: 'Register a publisher',
  tag: 'Publishers',
  body: newPublisher,
  status: 201,
  response: publisherView,
});

export const listPublishers = defineRoute({
  ...reads,
  operationId: 'listPublishers',
  method: 'GET',
  path: '/v1/publishers',
  summary: 'List publishers',
  tag: 'Publishers',
  query: pageQuery.extend({ state: z.enum(PUBLISHER_STATES).optional() }),
  status: 200,
  response: pageOf(publisherView),
});

const publisherPath = z.strictObject({ publisherId: id });

export const getPublisher = defineRoute({
  operationId: 'getPublisher',
  method: 'GET',
  path: '/v1/publishers/{publisherId}',
  summary: 'Show one publisher',
  description: 'A publisher sees itself: its pages, its payout terms, its payee and what keeps it from being paid.',
  tag: 'Publishers',
  scope: 'statements:read',
  roles: ['operator', 'finance', 'publisher'],
  params: publisherPath,
  etag: true,
  status: 200,
  response: publisherView,
});

export const changePublisher = defineRoute({
  ...writes,
  operationId: 'changePublisher',
  method: 'PUT',
  path: '/v1/publishers/{publisherId}',
  summary: 'Change a publisher',
  description: 'Fields that are absent stay. The currency never changes.',
  tag: 'Publishers',
  ifMatch: 'may',
  params: publisherPath,
  body: z
    .strictObject({
      name: label.optional(),
      origins: origins.optional(),
      payoutThresholdMinor: threshold.optional(),
      ...payoutTerms,
    })
    .meta({ id: 'PublisherChange', example: { payoutSchedule: 'monthly', netDays: 30 } }),
  status: 200,
  response: publisherView,
});

export const setPublisherState = defineRoute({
  ...writes,
  operationId: 'setPublisherState',
  method: 'PUT',
  path: '/v1/publishers/{publisherId}/state',
  summary: 'Approve a publisher, pause it or let it go on',
  description:
    'Within 30 seconds its tag shows the published number again, and its leads and bookings are refused. Calls to numbers that are out already are taken and judged, and what it has earned is paid.',
  tag: 'Publishers',
  ifMatch: 'may',
  params: publisherPath,
  body: z
    .strictObject({ state: z.enum(['active', 'paused']) })
    .meta({ id: 'PublisherStateChange', example: { state: 'active' } }),
  status: 200,
  response: publisherView,
});
