import { z } from 'zod';
import { id, isoDay, isoInstant, pageOf, pageQuery } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';
import { AUDIT_RESULTS } from './model.ts';

const content = z.unknown().optional();

const auditRecord = z
  .strictObject({
    auditId: z.string(),
    at: isoInstant,
    operationId: z.string(),
    actor: z.string().meta({ description: 'The advertiser or publisher that the key speaks for, or the person' }),
    actorName: z.string().optional().meta({ description: 'What they are called now', example: 'Acme Roofing' }),
    keyId: z.string().meta({ description: 'Of the key, or of the person who was signed in' }),
    by: z
      .strictObject({
        kind: z.enum(['person', 'key']),
        name: z.string().meta({ description: 'Of the person, or what the key is called' }),
        email: z.string().optional().meta({ description: 'Of a person' }),
      })
      .optional()
      .meta({
        description: 'Who that is now, as the lists of users and keys have it; it is kept nowhere in the trail',
        example: { kind: 'person', name: 'Ada Dispatch', email: 'ada@example.com' },
      }),
    role: z.string().meta({ example: 'advertiser' }),
    requestId: z.string().meta({ description: '`x-request-id` of the change' }),
    resource: z.string().meta({ description: 'The path that was changed', example: '/v1/offers/offer_8x0cq2' }),
    ids: z.record(z.string(), z.string()).meta({ description: 'Every id that the change names or made' }),
    result: z
      .enum(AUDIT_RESULTS)
      .meta({ description: '`unknown`: it was begun, and whoever made it died before saying what came of it' }),
    why: z.string().optional().meta({ description: 'The kind of the problem that it was refused with' }),
    asked: content.meta({
      description: 'What was asked for; secrets, bank details and people are hidden',
      example: { payoutMinor: 3_200 },
    }),
    before: content.meta({
      description: 'What the change before it left',
      example: { version: 2, payoutMinor: 3_000 },
    }),
    after: content.meta({ description: 'What it left', example: { version: 3, payoutMinor: 3_200 } }),
  })
  .meta({ id: 'AuditRecord' });

export const listAuditRecords = defineRoute({
  operationId: 'listAuditRecords',
  method: 'GET',
  path: '/v1/audit-records',
  summary: 'Search who changed what',
  description:
    'Newest first. Searches by `objectId`, else by `keyId`, `actor` or `day` (today when none is given), and passes over what the others do not fit; a page may then be short before the last one.',
  tag: 'Audit',
  scope: 'network:read',
  roles: ['operator'],
  query: pageQuery.extend({
    objectId: id
      .optional()
      .meta({ description: 'Any id that the change names or made: an offer, a target, a publisher, a run …' }),
    actor: id.optional(),
    day: isoDay.optional().meta({ description: 'In the network’s time zone' }),
    operationId: z
      .string()
      .regex(/^\w{1,60}$/)
      .optional()
      .meta({ example: 'reviseOffer' }),
    keyId: id.optional(),
  }),
  status: 200,
  response: pageOf(auditRecord),
});
