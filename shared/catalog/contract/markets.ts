import { z } from 'zod';
import { id, versionOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { marketShape } from '../market.ts';

const example = { competitors: ['offer_2hw7'], worth: 'payout', weighAnswers: true, stickyDays: 7, maxTargets: 3 };

const marketIn = marketShape.meta({ id: 'NewMarket', example });

const marketView = marketShape
  .extend({ offerId: z.string(), version: versionOut })
  .meta({ id: 'Market', example: { offerId: 'offer_8x0cq2', auctionMs: 400, version: 3, ...example } });

const common = {
  tag: 'Offers',
  roles: ['operator'],
  path: '/v1/offers/{offerId}/market',
  params: z.strictObject({ offerId: id }),
  status: 200,
  response: marketView,
} as const;

export const setMarket = defineRoute({
  ...common,
  operationId: 'setMarket',
  fails: { conflict: 'an offer of leads takes no calls' },
  method: 'PUT',
  summary: 'Let offers compete for the calls of this one',
  description:
    'Calls to its numbers go to whoever is worth most, this offer included. Routing sees it within 30 seconds.',
  scope: 'network:write',
  ifMatch: 'may',
  body: marketIn,
});

export const getMarket = defineRoute({
  ...common,
  operationId: 'getMarket',
  method: 'GET',
  summary: 'Show which offers compete for the calls of this one',
  scope: 'network:read',
  etag: true,
});
