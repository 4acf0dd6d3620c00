import { z } from 'zod';
import { id, isoInstant, minorOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { consentIn, fieldsIn, MAX_LEAD_BYTES, sourceIn } from './fields.ts';
import { leadView } from './leads.ts';

const tag = 'Leads';

/** What is known before anybody says who it is. */
export const pingLead = defineRoute({
  operationId: 'pingLead',
  method: 'POST',
  path: '/v1/lead-pings',
  summary: 'Ask what a lead is worth, before saying who it is',
  description:
    'Without contact data, which is refused by name. One offer by `offerId`; or by `vertical` every open offer of it that pays in your currency, and the best price is the answer. It holds until `expiresAt`, or nobody wants the lead. Nothing is stored.',
  tag,
  scope: 'leads:write',
  roles: ['publisher'],
  body: z
    .strictObject({
      offerId: id.optional(),
      vertical: z
        .string()
        .trim()
        .min(1)
        .max(80)
        .optional()
        .meta({ description: 'As the forms of the offers have it (`lead.vertical`)', example: 'Solar, residential' }),
      fields: fieldsIn,
    })
    .refine(({ offerId, vertical }) => (offerId === undefined) !== (vertical === undefined), {
      path: ['offerId'],
      message: 'or a vertical: say one of them',
    })
    .meta({ id: 'LeadPing', example: { offerId: 'offer_8x0cq2', fields: { ownsHome: true } } }),
  maxBodyBytes: MAX_LEAD_BYTES,
  status: 200,
  fails: { forbidden: 'this offer is joined on request, and this publisher is not approved for it' },
  response: z
    .strictObject({
      wanted: z.boolean(),
      pingId: z.string().optional().meta({ description: 'Signed: send it with the post' }),
      payoutMinor: minorOut.optional().meta({ description: 'What you earn if it meets the rest of the criteria' }),
      currency: z.string().optional(),
      expiresAt: isoInstant.optional(),
      offerId: z.string().optional().meta({ description: 'Whose price it is, where a vertical was asked' }),
      next: z
        .array(z.strictObject({ offerId: z.string(), payoutMinor: minorOut }))
        .optional()
        .meta({ description: 'Who takes the lead, and for what, where the best can’t take it when it comes' }),
    })
    .meta({ id: 'LeadPingAnswer' }),
});

export const postLead = defineRoute({
  operationId: 'postLead',
  method: 'POST',
  path: '/v1/lead-posts',
  summary: 'Bring the lead that was asked about',
  description:
    'Under the terms and at the price of the ping, once: sent again it is the same lead. What the ping said must not have changed (422); 410 once it has expired. Where a vertical was asked, send what any of its forms asks for; if the best offer is full by now or must not have this person, the `next` ones are tried, and `offerId` of the answer says who took it.',
  tag,
  scope: 'leads:write',
  roles: ['publisher'],
  body: z
    .strictObject({
      pingId: z.string().max(8_000),
      fields: fieldsIn,
      consent: consentIn.optional(),
      source: sourceIn.optional(),
    })
    .meta({ id: 'LeadPost', example: { pingId: 'eyJ…', fields: { phone: '+12175550142', ownsHome: true } } }),
  maxBodyBytes: MAX_LEAD_BYTES,
  status: 200,
  fails: {
    forbidden: 'body.offerId is none of the offers that this key is for',
    conflict: 'this person came 240 s ago already: a duplicate',
    gone: 'the ping has expired: ask again',
    unprocessable: 'this is not the lead that was asked about',
  },
  response: leadView,
});
