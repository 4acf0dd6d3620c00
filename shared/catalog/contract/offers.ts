import { z } from 'zod';
import {
  currencyCode,
  id,
  isoInstant,
  minorOut,
  nonNegativeMinorIn,
  pageOf,
  pageQuery,
  positiveMinorIn,
} from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { disputeRules, windows } from '../aftermath.ts';
import { attendanceRules, DEFAULT_ATTENDANCE } from '../attendance-rules.ts';
import { criteria, criterionShape } from '../criteria.ts';
import { JOINING } from '../joining.ts';
import { leadForm, leadFormShape } from '../lead-form.ts';
import { pricing } from '../pricing.ts';
import { description, destination, destinationOut, label } from './fields.ts';
import { qualityStandingView, qualityTierView } from './quality-standing.ts';

/** What may change from version to version. */
const offerTerms = {
  name: label,
  description: description.default(''),
  state: z.enum(['active', 'paused']).default('active'),
  joining: z.enum(JOINING).default('open').meta({
    description: 'Who may bring outcomes to it: every publisher, or those that ask (`join-requests`) and are let in',
  }),
  criteria,
  chargeMinor: positiveMinorIn.meta({
    description: 'What the advertiser pays for a qualified outcome, in minor units',
  }),
  payoutMinor: nonNegativeMinorIn.meta({ description: 'What the publisher earns of it; at most `chargeMinor`' }),
  holdDays: z.int().min(0).max(120).meta({ description: 'Days from the verdict until the outcome is payable' }),
  pricing: pricing.optional().meta({ description: 'Rules beside the flat prices' }),
  windows: windows.optional().meta({ description: '14 days to dispute, 45 until it is final, when absent' }),
  disputeRules: disputeRules
    .optional()
    .meta({ description: 'For operators only; an advertiser leaves it out and it stays' }),
  attendance: attendanceRules.optional().meta({
    description: `For appointments: when a meeting was held. When absent ${JSON.stringify(DEFAULT_ATTENDANCE)}`,
  }),
  fallbackDestination: destination.optional().meta({ description: 'Where calls go when no target can take them' }),
  lead: leadForm.optional().meta({ description: 'For offers of leads, and needed there' }),
};

const exampleTerms = {
  name: 'Roof repair, Illinois',
  chargeMinor: 4_000,
  payoutMinor: 3_000,
  holdDays: 7,
  criteria: {
    kind: 'all',
    of: [
      { kind: 'talk-time', minSeconds: 90 },
      { kind: 'caller-region', in: ['US-IL'] },
    ],
  },
};

const offerRevision = z
  .strictObject(offerTerms)
  .meta({ id: 'OfferRevision', example: { ...exampleTerms, state: 'active', chargeMinor: 4_200 } });

const newOffer = z
  .strictObject({
    advertiserId: id.optional().meta({ description: 'For operators only: whose offer it is' }),
    model: z.enum(['call', 'lead', 'appointment']),
    currency: currencyCode,
    ...offerTerms,
  })
  .meta({
    id: 'NewOffer',
    example: { model: 'call', currency: 'USD', ...exampleTerms },
  });

export const offerView = z
  .strictObject({
    offerId: z.string(),
    version: z.int(),
    model: z.enum(['call', 'lead', 'appointment']),
    name: z.string().meta({ example: exampleTerms.name }),
    description: z.string().meta({ example: 'Homeowners in Illinois whose roof leaks.' }),
    state: z.enum(['active', 'paused']),
    joining: z.enum(JOINING),
    admitted: z.boolean().optional().meta({ description: 'For publishers: whether it may bring outcomes to it now' }),
    criteria: criterionShape,
    payoutMinor: minorOut,
    currency: z.string(),
    holdDays: z.int().meta({ example: exampleTerms.holdDays }),
    pricing: pricing.optional().meta({ description: 'A publisher sees what it earns only' }),
    windows: windows.optional(),
    disputeRules: disputeRules.optional(),
    attendance: attendanceRules.optional(),
    deal: z
      .strictObject({ quality: z.array(qualityTierView), standing: qualityStandingView.optional() })
      .optional()
      .meta({ description: 'For a publisher whose deal follows its quality: the tiers, and the one that holds now' }),
    versionCreatedAt: isoInstant,
    advertiserId: z.string().optional().meta({ description: 'Not shown to publishers' }),
    chargeMinor: minorOut.optional().meta({ description: 'Not shown to publishers' }),
    lead: leadFormShape.optional(),
    inWords: z.array(z.string()).meta({
      description: 'Its terms for people to read, a sentence each',
      example: [
        'It qualifies when the talk lasts at least 90 s, and it comes from US-IL.',
        'The advertiser pays for a call that qualifies: 40.00 USD.',
        'The publisher earns for a call that qualifies: 30.00 USD.',
        'It becomes payable 7 days after the verdict.',
        'The advertiser may dispute it within 14 days.',
        'The publisher may dispute a rejection or a credit within 14 days.',
      ],
    }),
    fallbackDestination: destinationOut.optional().meta({ description: 'Not shown to publishers' }),
  })
  .meta({ id: 'Offer' });

const offerPath = z.strictObject({ offerId: id });

export const createOffer = defineRoute({
  operationId: 'createOffer',
  method: 'POST',
  path: '/v1/offers',
  summary: 'Make an offer',
  tag: 'Offers',
  scope: 'offers:write',
  roles: ['advertiser', 'operator'],
  body: newOffer,
  status: 201,
  response: offerView,
});

export const listOffers = defineRoute({
  operationId: 'listOffers',
  method: 'GET',
  path: '/v1/offers',
  summary: 'List offers',
  description:
    'An advertiser sees its own. A publisher sees the active ones with the price it earns. An operator sees the active ones, or all of one advertiser.',
  tag: 'Offers',
  scope: 'offers:read',
  roles: ['operator', 'advertiser', 'publisher'],
  query: pageQuery.extend({
    advertiserId: id.optional().meta({ description: 'For operators only' }),
    state: z.enum(['active', 'paused']).optional(),
    model: z.enum(['call', 'lead', 'appointment']).optional(),
  }),
  status: 200,
  response: pageOf(offerView),
});

export const getOffer = defineRoute({
  operationId: 'getOffer',
  method: 'GET',
  path: '/v1/offers/{offerId}',
  summary: 'Show one offer',
  tag: 'Offers',
  scope: 'offers:read',
  roles: ['operator', 'advertiser', 'publisher'],
  params: offerPath,
  status: 200,
  response: offerView,
  etag: true,
});

export const listOfferVersions = defineRoute({
  operationId: 'listOfferVersions',
  method: 'GET',
  path: '/v1/offers/{offerId}/versions',
  summary: 'List the versions of an offer, newest first',
  description: 'Each outcome names the version that it is judged by.',
  tag: 'Offers',
  scope: 'offers:read',
  roles: ['advertiser', 'operator'],
  params: offerPath,
  query: pageQuery,
  status: 200,
  response: pageOf(offerView),
});

export const reviseOffer = defineRoute({
  operationId: 'reviseOffer',
  method: 'PUT',
  path: '/v1/offers/{offerId}',
  summary: 'Change an offer: a new version',
  description: 'Outcomes that are open keep the version they began with. Model and currency never change.',
  tag: 'Offers',
  scope: 'offers:write',
  roles: ['advertiser', 'operator'],
  params: offerPath,
  body: offerRevision,
  status: 200,
  response: offerView,
  ifMatch: 'must',
});
