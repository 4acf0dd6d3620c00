import { z } from 'zod';
import { id, isoInstant, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { JOIN_STATES } from '../joining.ts';

const tag = 'Offers';
const state = z.enum(JOIN_STATES);
const reason = z.string().trim().min(1).max(500).meta({
  description: 'Told to the publisher',
  example: 'We work with home-service pages only.',
});

export const joinRequestView = z
  .strictObject({
    joinRequestId: z.string(),
    offerId: z.string(),
    publisherId: z.string(),
    advertiserId: z.string().optional().meta({ description: 'Not shown to publishers' }),
    offerName: z
      .string()
      .optional()
      .meta({ description: 'As it was when the publisher asked', example: 'Roof repair calls, Illinois' }),
    publisherName: z.string().meta({ example: 'Roofs today' }),
    pages: z.array(z.string()).meta({
      description: 'Where the publisher may carry the tag, as it was when it asked',
      example: ['https://roofs.example'],
    }),
    note: z.string().meta({ example: 'We rank first for roof repair in Springfield.' }),
    state,
    askedAt: isoInstant,
    decision: z
      .strictObject({ by: z.enum(['advertiser', 'operator']), at: isoInstant, reason: z.string().optional() })
      .optional()
      .meta({ description: 'What was decided last' }),
    version: z.int().meta({ description: 'What `If-Match` of a decision names, in quotes' }),
  })
  .meta({ id: 'JoinRequest' });

export const askToJoin = defineRoute({
  operationId: 'askToJoin',
  method: 'POST',
  path: '/v1/offers/{offerId}/join-requests',
  summary: 'Ask to be let into an offer',
  description:
    'For offers whose `joining` is `on-request`. One request for each offer: asked again, the one that stands comes back. Its advertiser reads your name, your pages and the note. Declined, you may ask again after 30 days.',
  tag,
  scope: 'offers:join',
  roles: ['publisher'],
  params: z.strictObject({ offerId: id }),
  body: z
    .strictObject({ note: z.string().trim().max(500).default('').meta({ description: 'Read by the advertiser' }) })
    .meta({ id: 'NewJoinRequest', example: { note: 'We rank first for roof repair in Springfield.' } }),
  status: 201,
  fails: {
    forbidden: 'this publisher is not approved yet',
    conflict: 'this offer is open: there is nothing to ask for',
  },
  response: joinRequestView,
});

export const listJoinRequests = defineRoute({
  operationId: 'listJoinRequests',
  method: 'GET',
  path: '/v1/join-requests',
  summary: 'List requests to join offers, newest first',
  description:
    'A publisher sees its own, an advertiser those for its offers, an operator all, or those of one advertiser.',
  tag,
  scope: 'offers:read',
  roles: ['operator', 'advertiser', 'publisher'],
  query: pageQuery.extend({
    state: state.optional(),
    offerId: id.optional().meta({ description: 'Of one offer only' }),
    advertiserId: id.optional().meta({ description: 'For operators only: those for its offers' }),
  }),
  status: 200,
  response: pageOf(joinRequestView),
});

export const decideJoinRequest = defineRoute({
  operationId: 'decideJoinRequest',
  method: 'PUT',
  path: '/v1/join-requests/{joinRequestId}/decision',
  summary: 'Let a publisher into an offer, or say why not',
  description:
    'On the `version` that you saw, so that of two decisions one counts. An approval holds within 30 seconds. Who was approved may be declined later: what it brought goes on under its terms.',
  tag,
  scope: 'offers:write',
  roles: ['advertiser', 'operator'],
  params: z.strictObject({ joinRequestId: id }),
  body: z
    .discriminatedUnion('decision', [
      z.strictObject({ decision: z.literal('approved'), reason: reason.optional() }),
      z.strictObject({ decision: z.literal('declined'), reason }),
    ])
    .meta({
      id: 'JoinDecision',
      example: { decision: 'declined', reason: 'We work with home-service pages only.' },
    }),
  status: 200,
  fails: {
    'not-found': 'request join_6bn2 was not found',
    conflict: 'request join_6bn2 is declined and can not become declined',
  },
  response: joinRequestView,
  ifMatch: 'must',
});

export const joinRequestRoutes = [askToJoin, listJoinRequests, decideJoinRequest] as const;
