import { z } from 'zod';
import { currencyCode, id, isoInstant, minorOut, nonNegativeMinorIn, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { ROLES, SCOPES } from '../../platform/http/principal.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { label } from './fields.ts';

const common = { tag: 'Keys', roles: ['operator', 'advertiser', 'publisher'] } as const;

const keyFields = {
  keyId: z.string(),
  role: z.enum(ROLES).meta({ example: 'finance' }),
  subjectId: z.string(),
  publisherId: z.string().optional().meta({ description: 'Whom a setter sets for' }),
  scopes: z.array(z.enum(SCOPES)).meta({ example: ['payouts:read', 'payouts:approve'] }),
  label: z.string().meta({ example: "Ada's laptop" }),
  createdAt: isoInstant,
  offerIds: z.array(z.string()).optional().meta({ description: 'It brings leads to these offers only' }),
  approvalLimits: z.array(z.strictObject({ currency: z.string(), maxMinor: minorOut })).optional(),
};

export const keyView = z.strictObject({ ...keyFields, revokedAt: isoInstant.optional() }).meta({ id: 'Key' });

export const newKeyView = z
  .strictObject({ ...keyFields, key: z.string().meta({ description: 'Shown this once' }) })
  .meta({ id: 'IssuedKey' });

const newKey = z
  .strictObject({
    role: z.enum(ROLES).optional().meta({ description: "For operators, who name it; else the caller's own" }),
    subjectId: id.optional().meta({
      description:
        'For operators, who name it: the advertiser or publisher it speaks for, the person for finance and operators',
    }),
    label,
    approvalLimits: z
      .array(z.strictObject({ currency: currencyCode, maxMinor: nonNegativeMinorIn }))
      .min(1)
      .max(20)
      .optional()
      .meta({ description: 'The most it may approve in a payout run, by currency, for finance; no limit when absent' }),
    offerIds: z.array(id).min(1).max(100).optional().meta({
      description:
        'For a publisher: a key that brings leads to these offers and does nothing else, for a partner or a page. Its scopes are `leads:write` and `leads:read`, or one of them',
    }),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .max(SCOPES.length)
      .optional()
      .meta({ description: "All of the role's when absent" }),
  })
  .meta({ id: 'NewKey', example: { role: 'finance', subjectId: 'ada', label: "Ada's laptop" } });

export const createKey = defineRoute({
  ...common,
  operationId: 'createKey',
  method: 'POST',
  path: '/v1/keys',
  summary: 'Issue an API key',
  description:
    'The key is in this answer and nowhere else: we keep its hash. An advertiser or publisher makes keys for itself, with no more scopes than the key it asks by.',
  scope: 'keys:write',
  body: newKey,
  status: 201,
  fails: {
    forbidden: 'body.scopes: your own key does not hold payouts:approve',
    conflict: 'this key was issued before and its text is shown once: revoke it, issue another',
  },
  response: newKeyView,
  secretAnswer: ['key'],
  auditOf: { what: 'Key' },
});

export const listKeys = defineRoute({
  ...common,
  operationId: 'listKeys',
  method: 'GET',
  path: '/v1/keys',
  summary: 'List API keys',
  description: 'An advertiser or publisher sees its own; an operator all, or those of one subject.',
  scope: 'keys:read',
  query: pageQuery.extend({
    role: z.enum(ROLES).optional().meta({ description: 'For operators' }),
    subjectId: id.optional().meta({ description: 'For operators' }),
  }),
  status: 200,
  response: pageOf(keyView),
});

export const revokeKey = defineRoute({
  ...common,
  operationId: 'revokeKey',
  method: 'DELETE',
  path: '/v1/keys/{keyId}',
  summary: 'Revoke an API key',
  description: 'It is refused everywhere within 30 seconds.',
  scope: 'keys:write',
  params: z.strictObject({ keyId: id }),
  status: 204,
  auditOf: { what: 'Key' },
});
