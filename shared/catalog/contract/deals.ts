import { z } from 'zod';
import { id, isoInstant, minorOut, nonNegativeMinorIn, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { payoutRule } from '../pricing.ts';
import { qualityTiers } from '../quality-tiers.ts';
import { qualityStandingView, qualityTierView } from './quality-standing.ts';

const dealIn = z
  .strictObject({
    offerId: id,
    publisherId: id,
    payoutMinor: nonNegativeMinorIn.optional().meta({ description: "The offer's own when absent" }),
    payoutRule: payoutRule.optional().meta({ description: "In the place of the offer's own rule" }),
    holdDays: z.int().min(0).max(120).optional().meta({ description: "The offer's own when absent" }),
    quality: qualityTiers.optional().meta({ description: 'What becomes of the deal by the publisher’s quality score' }),
  })
  .meta({
    id: 'NewDeal',
    example: { offerId: 'offer_8x0cq2', publisherId: 'pub_3kd9', payoutMinor: 3_200, holdDays: 3 },
  });

export const dealView = z
  .strictObject({
    offerId: z.string(),
    publisherId: z.string(),
    version: z.int(),
    payoutMinor: minorOut.optional().meta({ example: 3_200 }),
    payoutRule: payoutRule.optional(),
    holdDays: z.int().optional().meta({ example: 3 }),
    quality: z.array(qualityTierView).optional(),
    standing: qualityStandingView
      .optional()
      .meta({ description: 'The tier that holds under this version; absent while none does' }),
    ended: z.boolean().meta({
      description: 'Its publisher was let into the offer by request and was declined since: it brings nothing new',
    }),
    createdAt: isoInstant,
  })
  .meta({ id: 'Deal' });

export const setDeal = defineRoute({
  operationId: 'setDeal',
  method: 'PUT',
  path: '/v1/deals',
  summary: "Set one publisher's terms on one offer",
  description:
    'A new version each time; outcomes that are open keep the one they began with. A deal with `quality` becomes a new version by itself on the morning on which the publisher’s score reaches another tier.',
  tag: 'Deals',
  scope: 'network:write',
  roles: ['operator'],
  body: dealIn,
  ifMatch: 'may',
  status: 200,
  response: dealView,
  auditOf: { by: ['offerId', 'publisherId'] },
});

export const listDeals = defineRoute({
  operationId: 'listDeals',
  method: 'GET',
  path: '/v1/offers/{offerId}/deals',
  summary: 'List the deals on an offer as they stand',
  tag: 'Deals',
  scope: 'network:read',
  roles: ['operator', 'finance'],
  params: z.strictObject({ offerId: id }),
  query: pageQuery,
  status: 200,
  response: pageOf(dealView),
});
