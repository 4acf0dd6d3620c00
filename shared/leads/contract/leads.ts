import { z } from 'zod';
import { id, isoInstant } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { DELIVERY_STATES } from '../delivery/model.ts';
import { CHANNELS } from '../model.ts';
import { consentIn, fieldsIn, MAX_LEAD_BYTES, sourceIn } from './fields.ts';

const tag = 'Leads';

export const leadView = z
  .strictObject({
    leadId: z.string(),
    offerId: z.string(),
    channel: z.enum(CHANNELS),
    state: z
      .enum(['open', 'qualified', 'rejected'])
      .meta({ description: 'Its verdict; why is in `GET /v1/outcomes/{leadId}`' }),
    receivedAt: isoInstant,
    person: z.string().optional().meta({ description: 'Masked; not shown to publishers', example: '…0142' }),
    delivery: z
      .strictObject({
        state: z.enum(DELIVERY_STATES),
        attempts: z.int(),
        problem: z.string().optional().meta({ description: 'Why the last try failed; not shown to publishers' }),
        reference: z.string().optional().meta({ description: 'The advertiser’s own; not shown to publishers' }),
        deliveredAt: isoInstant.optional(),
        firstTouchAt: isoInstant.optional(),
        returnReason: z.string().optional(),
      })
      .optional()
      .meta({ description: 'Present once it was sent, given back or answered' }),
    contact: z
      .strictObject({
        fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        consent: z.strictObject({
          certificateUrl: z.string().optional(),
          text: z.string().optional(),
          at: isoInstant.optional(),
          ipAddress: z.string().optional(),
        }),
      })
      .optional()
      .meta({
        description:
          'For the advertiser who bought it, by its verdict or by a dispute that the publisher won, until the person is erased',
      }),
  })
  .meta({ id: 'Lead' });

const newLead = z
  .strictObject({
    offerId: id,
    publisherId: id.optional().meta({ description: 'For operators only: whose lead it is' }),
    fields: fieldsIn,
    consent: consentIn.optional(),
    source: sourceIn.optional(),
    setterId: id.optional().meta({ description: 'Who of the publisher’s people brought it; a setter need not say so' }),
    visitToken: z
      .string()
      .max(1_000)
      .optional()
      .meta({ description: 'The `token` that the tag got for this visit: the lead then belongs to it' }),
  })
  .meta({
    id: 'NewLead',
    example: {
      offerId: 'offer_8x0cq2',
      fields: { fullName: 'Ada Lovelace', phone: '+12175550142', ownsHome: true },
      consent: { text: 'I agree to be called.', at: '2026-03-02T15:00:00Z', ipAddress: '192.0.2.7' },
      source: 'newsletter',
    },
  });

export const submitLead = defineRoute({
  operationId: 'submitLead',
  audit: 'ids',
  method: 'POST',
  path: '/v1/leads',
  summary: 'Bring a lead',
  description:
    'Checked by the offer’s form at once, without asking anybody else: what is unknown, missing or can’t exist is refused by name, and nothing is stored. With an `Idempotency-Key` a repeat is the same lead. 409 where the person came a moment ago, 422 where the person is on a suppression list.',
  tag,
  scope: 'leads:write',
  roles: ['publisher', 'setter', 'operator'],
  body: newLead,
  maxBodyBytes: MAX_LEAD_BYTES,
  idFromKey: true,
  status: 201,
  fails: {
    forbidden: 'this offer is joined on request, and this publisher is not approved for it',
    conflict: 'this person came 240 s ago already: a duplicate',
    unprocessable: 'this person is on a suppression list: no lead may be sold',
  },
  response: leadView,
});

const pageAddress = z.string().max(32_000);

export const submitForm = defineRoute({
  operationId: 'submitLeadForm',
  method: 'POST',
  path: '/v1/lead-forms',
  summary: 'A lead from a form on a page',
  description:
    'Sent by `form.js`, from a page whose origin the publisher has listed, as `text/plain`. What is wrong is named field by field, so that the form can show it.',
  tag: 'Tag',
  scope: 'public',
  body: z.strictObject({
    key: z.string().min(1).max(80).meta({ description: "The publisher's tag key", example: 'tag_3fZ0dX' }),
    offerId: id,
    submissionId: z
      .string()
      .regex(/^[A-Za-z0-9-]{8,64}$/)
      .meta({ description: 'The same whenever the same form is sent again' }),
    fields: fieldsIn.meta({ example: { fullName: 'Ada Lovelace', phone: '+12175550142', ownsHome: true } }),
    consent: consentIn.optional(),
    token: z.string().max(1_000).optional().meta({ description: 'The lease that the tag got for this visit' }),
    page: z.strictObject({ url: pageAddress.optional(), referrer: pageAddress.optional() }).default({}),
  }),
  status: 200,
  fails: {
    'not-found': 'the offer was not found',
    forbidden: 'header.origin: is not on the list of pages that may use this key',
    conflict: 'this person came 240 s ago already: a duplicate',
    unprocessable: 'this person is on a suppression list: no lead may be sold',
  },
  response: z.strictObject({ leadId: z.string() }),
});

export const serveForm = defineRoute({
  operationId: 'serveForm',
  method: 'GET',
  path: '/form.js',
  summary: 'The script that sends forms of publishers’ pages',
  tag: 'Tag',
  scope: 'public',
  status: 200,
  responseType: 'text/javascript; charset=utf-8',
  sample: '"use strict";(()=>{…})();',
});

export const getLead = defineRoute({
  operationId: 'getLead',
  method: 'GET',
  path: '/v1/leads/{leadId}',
  summary: 'Show a lead',
  description: 'Whoever bought it sees who it is; whoever brought it sees what became of it.',
  tag,
  scope: 'leads:read',
  roles: ['publisher', 'setter', 'advertiser', 'operator'],
  params: z.strictObject({ leadId: id }),
  status: 200,
  response: leadView,
});
