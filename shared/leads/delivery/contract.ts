import { z } from 'zod';
import { RETURN_REASONS } from '../../catalog/lead-form.ts';
import { id, isoInstant, versionOut } from '../../kernel/schemas.ts';
import { fromIso } from '../../kernel/time.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { FORMATS } from './model.ts';

const tag = 'Leads';
const theirName = z.string().max(80);

const targetFields = {
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .meta({ example: 'https://crm.example/leads' }),
  format: z.enum(FORMATS).default('json').meta({ description: '`form` posts as a web form does' }),
  names: z
    .record(z.string().max(40), theirName)
    .optional()
    .meta({
      description: 'Your name for each of ours; an empty one leaves it out',
      example: { fullName: 'contact_name' },
    }),
  fixed: z
    .record(z.string().max(80), z.string().max(300))
    .optional()
    .meta({ description: 'Sent with each lead as it is', example: { campaign: 'solar-il' } }),
  successText: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'What only an answer that took the lead contains, if your system says 200 to everything' }),
  state: z.enum(['active', 'paused']).default('active'),
};

const targetView = z
  .strictObject({
    ...{ offerId: z.string(), ...targetFields, format: z.enum(FORMATS), state: z.enum(['active', 'paused']) },
    version: versionOut,
  })
  .meta({ id: 'LeadDelivery' });

const offerPath = z.strictObject({ offerId: id });
const leadPath = z.strictObject({ leadId: id });
const owners = ['advertiser', 'operator'] as const;

export const setLeadDelivery = defineRoute({
  operationId: 'setLeadDelivery',
  method: 'PUT',
  path: '/v1/offers/{offerId}/lead-delivery',
  summary: 'Say where the leads of an offer go',
  description:
    'Each bought lead is posted there, signed as Standard Webhooks are, with the lead’s id as message id on every try. A 2xx takes it, unless its body says `accepted: false` with a reason (a return), an error, or no `successText`: then it is tried again for a day. The secret is shown the first time.',
  tag,
  scope: 'targets:write',
  roles: owners,
  params: offerPath,
  body: z
    .strictObject(targetFields)
    .meta({ id: 'NewLeadDelivery', example: { url: 'https://crm.example/leads', format: 'json' } }),
  ifMatch: 'may',
  status: 200,
  fails: { conflict: 'an offer of calls brings no leads' },
  response: targetView.extend({ secret: z.string().optional() }).meta({ id: 'SavedLeadDelivery' }),
});

export const getLeadDelivery = defineRoute({
  operationId: 'getLeadDelivery',
  method: 'GET',
  path: '/v1/offers/{offerId}/lead-delivery',
  summary: 'Show where the leads of an offer go',
  tag,
  scope: 'targets:read',
  roles: owners,
  params: offerPath,
  etag: true,
  status: 200,
  response: targetView,
});

export const returnLead = defineRoute({
  operationId: 'returnLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/returns',
  summary: 'Give a lead back',
  description:
    'For one of the reasons that the offer’s form allows, within the window of disputes: it is a dispute, decided by the same rules and people.',
  tag,
  scope: 'disputes:write',
  roles: ['advertiser'],
  params: leadPath,
  body: z
    .strictObject({ reason: z.enum(RETURN_REASONS), note: z.string().trim().min(1).max(1_000) })
    .meta({ id: 'LeadReturn', example: { reason: 'out-of-area', note: 'Lives in Texas' } }),
  status: 200,
  fails: { conflict: 'lead lead_5rt1 was not bought' },
  response: z.strictObject({ leadId: z.string(), disputeId: z.string() }).meta({ id: 'ReturnedLead' }),
});

export const reportFirstTouch = defineRoute({
  operationId: 'reportFirstTouch',
  method: 'PUT',
  path: '/v1/leads/{leadId}/first-touch',
  summary: 'Report when you first reached out to a lead',
  description:
    'The first report stands. Response time counts from delivery, or from the verdict where you fetch leads.',
  tag,
  scope: 'feedback:write',
  roles: ['advertiser'],
  params: leadPath,
  body: z
    .strictObject({
      at: z.iso
        .datetime({ offset: true })
        .transform(fromIso)
        .meta({ type: 'string', format: 'date-time', description: 'Now when absent' })
        .optional(),
    })
    .meta({ id: 'FirstTouch', example: { at: '2026-03-02T15:04:00Z' } }),
  status: 200,
  fails: { conflict: 'lead lead_5rt1 was not bought' },
  response: z
    .strictObject({
      leadId: z.string(),
      deliveredAt: isoInstant,
      firstTouchAt: isoInstant,
      responseSeconds: z.int(),
    })
    .meta({ id: 'LeadResponse' }),
});

export const deliveryRoutes = [setLeadDelivery, getLeadDelivery, returnLead, reportFirstTouch] as const;
