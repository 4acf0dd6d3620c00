import { z } from 'zod';
import { id, versionOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

const fields = {
  name: z.string().trim().min(1).max(80).meta({ example: 'Our bidder' }),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .meta({
      description: 'Asked with a `BidRequest`, signed as Standard Webhooks are',
      example: 'https://bids.example/calls',
    }),
  asksPerMinute: z.int().min(1).max(100_000).optional().meta({ description: 'Unlimited when absent' }),
  priority: z.int().min(0).max(1_000).default(100).meta({ description: 'Among equal bids, lowest first' }),
  ringSeconds: z.int().min(5).max(60).default(25),
};

const state = z.enum(['active', 'paused']);

const bidderView = z
  .strictObject({
    ...fields,
    bidderId: z.string(),
    offerId: z.string(),
    state,
    currency: z.string(),
    asksPerMinute: z.int().optional(),
    priority: z.int(),
    ringSeconds: z.int(),
    version: versionOut,
  })
  .meta({ id: 'Bidder' });

const common = { tag: 'Bidders', roles: ['advertiser', 'operator'] } as const;
const path = '/v1/offers/{offerId}/bidders';

export const createBidder = defineRoute({
  ...common,
  operationId: 'createBidder',
  method: 'POST',
  path,
  summary: 'Let a system of yours bid for the calls of a market',
  description: 'Its secret is shown once. It is asked wherever the offer competes in a market.',
  scope: 'targets:write',
  params: z.strictObject({ offerId: id }),
  body: z
    .strictObject(fields)
    .meta({ id: 'NewBidder', example: { name: 'Our bidder', url: 'https://bids.example/calls' } }),
  status: 201,
  fails: { conflict: 'the offer has a price of its own; revise it to `pricing.charge` of kind `bid-share`' },
  response: bidderView.extend({ secret: z.string() }).meta({ id: 'CreatedBidder' }),
  secretAnswer: ['secret'],
  auditOf: { what: 'Bidder' },
});

export const listBidders = defineRoute({
  ...common,
  operationId: 'listBidders',
  method: 'GET',
  path,
  summary: 'List the bidders of an offer',
  scope: 'targets:read',
  params: z.strictObject({ offerId: id }),
  status: 200,
  response: z.strictObject({ items: z.array(bidderView) }),
});

export const setBidderState = defineRoute({
  ...common,
  operationId: 'setBidderState',
  method: 'PUT',
  path: `${path}/{bidderId}/state`,
  summary: 'Pause a bidder, or let it bid again',
  description: 'Auctions see it within 30 seconds.',
  scope: 'targets:write',
  ifMatch: 'may',
  params: z.strictObject({ offerId: id, bidderId: id }),
  body: z.strictObject({ state: state.meta({ example: 'paused' }) }),
  status: 200,
  response: bidderView,
});
