import { z } from 'zod';
import { id, isoInstant, minorOut } from '../kernel/schemas.ts';
import { fromIso } from '../kernel/time.ts';
import { defineRoute } from '../platform/http/route.ts';
import { DELIVERY_STATES } from './delivery/model.ts';
import { CHANNELS, type Consent } from './model.ts';
import { MAX_CSV_BYTES } from './read-csv.ts';

const leadId = z.string().min(1).max(80);
const count = z.int().min(0).max(1_000);

/** Queue [leads]: looks after a lead from its intake until it is judged and delivered. Ids only. */
export const leadMessage = z.discriminatedUnion('kind', [
  /** `step`: how often this lead was looked at. */
  z.strictObject({ v: z.literal(1), kind: z.literal('look-after'), leadId, step: count }),
  /** The next try of a delivery that failed `attempts` times: another message of the same lead changes nothing. */
  z.strictObject({ v: z.literal(1), kind: z.literal('deliver'), leadId, attempts: count }),
]);
export type LeadMessage = z.output<typeof leadMessage>;

const tag = 'Leads';

/** A lead has some thirty short fields: sixteen kilobytes are more than any. */
export const MAX_LEAD_BYTES = 16 * 1024;

export const consentIn = z
  .strictObject({
    certificateUrl: z
      .url({ protocol: /^https$/ })
      .max(300)
      .optional()
      .meta({ description: 'Such as a TrustedForm certificate' }),
    text: z
      .string()
      .trim()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: 'The words agreed to, as the page showed them' }),
    at: z.iso
      .datetime({ offset: true })
      .transform(fromIso)
      .meta({ type: 'string', format: 'date-time', description: 'When' })
      .optional(),
    ipAddress: z.union([z.ipv4(), z.ipv6()]).optional().meta({ description: 'From where' }),
  })
  .meta({ id: 'Consent' });

/** The same as the model has it. */
export function consentOf(given: z.output<typeof consentIn> | undefined): Consent | undefined {
  if (!given) return undefined;
  const { at, ...rest } = given;
  return { ...rest, ...(at === undefined ? {} : { atMs: at }) };
}

/** Values by name: which there are is the offer's to say. */
export const fieldsIn = z
  .record(z.string().max(200), z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]))
  .meta({ description: 'By the names of the offer’s form (`lead.fields` of the offer)' });

export const sourceIn = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N} ._-]{1,60}$/u, 'is not a source: letters, digits, spaces, `.`, `_` and `-`')
  .meta({ description: 'Where you got it: a campaign, a list, a partner', example: 'newsletter' });

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
      .meta({ description: 'For the advertiser who bought it, until the person is erased' }),
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
    key: z.string().min(1).max(80).meta({ description: "The publisher's tag key" }),
    offerId: id,
    submissionId: z
      .string()
      .regex(/^[A-Za-z0-9-]{8,64}$/)
      .meta({ description: 'The same whenever the same form is sent again' }),
    fields: fieldsIn,
    consent: consentIn.optional(),
    token: z.string().max(1_000).optional().meta({ description: 'The lease that the tag got for this visit' }),
    page: z.strictObject({ url: pageAddress.optional(), referrer: pageAddress.optional() }).default({}),
  }),
  status: 200,
  alsoFails: ['forbidden'],
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

/** As for customers (outcomes/contract/customers.ts). */
const MAX_SUPPRESSED = 10_000;

const suppressed = z.strictObject({
  sha256: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'))
    .min(1)
    .max(MAX_SUPPRESSED),
});

export const uploadSuppressions = defineRoute({
  operationId: 'uploadSuppressions',
  audit: 'ids',
  method: 'POST',
  path: '/v1/suppressions',
  summary: 'Add to a suppression list',
  description:
    'People of whom no lead is taken: do-not-call lists, known litigators. An advertiser’s list counts for its own offers, the network’s for all. Send the SHA-256 of each phone number in E.164 or of each e-mail address in lower case, in lower-case hex.',
  tag,
  scope: 'customers:write',
  roles: ['operator', 'advertiser'],
  body: suppressed.meta({ id: 'SuppressionUpload' }),
  maxBodyBytes: 1024 * 1024,
  status: 200,
  response: z
    .strictObject({ stored: z.int().meta({ description: 'Different people in this upload; all are on the list now' }) })
    .meta({ id: 'SuppressionsStored' }),
});

export const removeSuppressions = defineRoute({
  operationId: 'removeSuppressions',
  audit: 'ids',
  method: 'POST',
  path: '/v1/suppressions/removals',
  summary: 'Take people off a suppression list',
  description:
    'Off the advertiser’s own list, or off the network’s where an operator sends it: the same hashes as they were added by. Whoever is on another list stays there. Leads of these people are taken again at once.',
  tag,
  scope: 'customers:write',
  roles: ['operator', 'advertiser'],
  body: suppressed.meta({ id: 'SuppressionRemoval' }),
  maxBodyBytes: 1024 * 1024,
  status: 200,
  response: z
    .strictObject({ asked: z.int().meta({ description: 'Different people in this request; none is on the list now' }) })
    .meta({ id: 'SuppressionsRemoved' }),
});

export const uploadLeads = defineRoute({
  operationId: 'uploadLeads',
  method: 'POST',
  path: '/v1/lead-uploads',
  summary: 'Bring a file of leads',
  description:
    'CSV with commas, semicolons or tabs, with or without a byte order mark; columns are the offer’s fields, `consent_text`, `consent_at`, `consent_ip_address`, `consent_certificate_url`, `source` and `row_id`. At most 500 rows. A broken row (open quote, wrong number of columns, unknown column) refuses the whole file; otherwise each lead stands for itself, and the answer tells what became of each line. The same file sent again is the same leads.',
  tag,
  scope: 'leads:write',
  roles: ['publisher', 'operator'],
  body: z
    .strictObject({
      offerId: id,
      publisherId: id.optional().meta({ description: 'For operators only: whose leads these are' }),
      csv: z.string().min(1).max(MAX_CSV_BYTES),
    })
    .meta({
      id: 'LeadUpload',
      example: { offerId: 'offer_8x0cq2', csv: 'phone;fullName\n+12175550142;Ada Lovelace' },
    }),
  maxBodyBytes: 2 * MAX_CSV_BYTES,
  status: 200,
  response: z
    .strictObject({
      taken: z.int(),
      refused: z.int(),
      rows: z.array(
        z.strictObject({
          line: z.int().meta({ description: 'The header is line 1' }),
          leadId: z.string().optional(),
          errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
        }),
      ),
    })
    .meta({ id: 'LeadsUploaded' }),
});

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
  alsoFails: ['gone', 'unprocessable'],
  response: leadView,
});

export const leadRoutes = [
  uploadLeads,
  pingLead,
  postLead,
  submitLead,
  submitForm,
  serveForm,
  getLead,
  uploadSuppressions,
  removeSuppressions,
] as const;
