import { z } from 'zod';
import { isoInstant } from '../kernel/schemas.ts';
import { fromIso } from '../kernel/time.ts';
import { defineRoute } from '../platform/http/route.ts';

const tag = 'People';

const who = {
  phone: z.string().max(32).optional(),
  email: z.string().max(254).optional(),
};

const listing = z.strictObject({
  list: z.enum(['customers', 'suppressed', 'blocked-callers', 'shared-callers']),
  owner: z.string().meta({
    description: '`network`, or the advertiser or publisher whose list it is',
    example: 'adv_7c1',
  }),
});

const visit = z.strictObject({
  poolId: z.string(),
  number: z.string().meta({ description: 'The tracking number that the page showed' }),
  visitId: z.string(),
  at: isoInstant,
  until: isoInstant,
  url: z.string().optional(),
  referrer: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
});

export const exportPersonRoute = defineRoute({
  operationId: 'exportPerson',
  onlyAsks: true,
  audit: 'ids',
  method: 'POST',
  path: '/v1/people/exports',
  summary: 'Export everything that is kept of one person',
  description:
    'In clear, out of every table: leads with contact and consent, calls, appointments with evidence, visits, disputes, reports, CRM records, what webhooks were told, and the lists that have the person’s hash. No money. Send phone and e-mail both where you know them: a person is known by each. Recorded in the audit trail, without the person.',
  tag,
  scope: 'network:write',
  roles: ['operator'],
  body: z
    .strictObject({
      ...who,
      before: z.iso
        .datetime({ offset: true })
        .transform(fromIso)
        .optional()
        .meta({ type: 'string', format: 'date-time', description: '`continueBefore` of the answer before' }),
    })
    .meta({ id: 'PersonExportRequest', example: { phone: '+12175550142', email: 'ada@example.com' } }),
  status: 200,
  response: z
    .strictObject({
      exportedAt: isoInstant,
      lists: z.array(listing),
      visits: z.array(visit).meta({ description: 'What leases of tracking numbers still know of visits' }),
      outcomes: z.array(z.looseObject({ outcomeId: z.string(), model: z.string().meta({ example: 'call' }) })).meta({
        description:
          'Newest first; `lead`, `call`, `appointment`, `dispute`, `objection`, `report`, `crm` and `told` as far as there is any',
      }),
      continueBefore: isoInstant.optional().meta({ description: 'There are older ones: ask again with it' }),
    })
    .meta({ id: 'PersonExport' }),
});

export const erasePersonRoute = defineRoute({
  operationId: 'erasePerson',
  audit: 'ids',
  method: 'POST',
  path: '/v1/people/erasures',
  summary: 'Erase a person out of every table',
  description:
    'Contact, consent, attendee, evidence, visit, notes and history go; verdicts and money stay. Hashes on suppression and customer lists stay too, since they keep the person from being sold again, unless `lists` is true. What others have because of us is named in the answer: tell them.',
  tag,
  scope: 'network:write',
  roles: ['operator'],
  body: z
    .strictObject({
      ...who,
      lists: z.boolean().default(false).meta({ description: 'Take the person off every list, suppressions too' }),
    })
    .meta({ id: 'PersonErasure', example: { phone: '+12175550142', email: 'ada@example.com' } }),
  status: 200,
  response: z
    .strictObject({
      outcomes: z.int().meta({ description: 'Calls, leads and appointments that the person is out of', example: 2 }),
      waiting: z.int().meta({ description: 'Without a verdict yet, or argued over: ask again later', example: 0 }),
      lists: z.int(),
      more: z.boolean().meta({ description: 'There are older ones: ask again now', example: false }),
      advertisers: z.array(z.string()).meta({ description: 'Who bought, and knows who it is', example: ['adv_7c1'] }),
      elsewhere: z
        .array(
          z.strictObject({
            what: z.enum(['recording', 'crm-record']),
            where: z.string().meta({ example: 'twilio' }),
            id: z.string().meta({ example: 'RE5a1c' }),
          }),
        )
        .meta({ description: 'Recordings at carriers and records in advertisers’ CRMs' }),
    })
    .meta({ id: 'PersonErased' }),
});

export const peopleRoutes = [exportPersonRoute, erasePersonRoute] as const;
