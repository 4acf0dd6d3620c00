import { z } from 'zod';
import {
  currencyCode,
  id,
  isoInstant,
  minorOut,
  nonNegativeMinorIn,
  pageOf,
  pageQuery,
  versionOut,
} from '../../kernel/schemas.ts';
import { ROLES, SCOPES } from '../../platform/http/principal.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { USER_STATES } from '../user.ts';
import { label } from './fields.ts';

/** Its role and its limits are what a change is about; what a person is called is nobody's to keep for years. */
const common = { tag: 'Users', roles: ['operator'], auditOf: { hide: ['name'] } } as const;

export const userView = z
  .strictObject({
    userId: z.string(),
    email: z.string(),
    name: z.string().meta({ example: 'Ada Byron' }),
    role: z.enum(ROLES).meta({ example: 'finance' }),
    subjectId: z.string(),
    scopes: z.array(z.enum(SCOPES)).meta({ example: ['payouts:read', 'payouts:approve'] }),
    approvalLimits: z.array(z.strictObject({ currency: z.string(), maxMinor: minorOut })).optional(),
    state: z.enum(USER_STATES),
    createdAt: isoInstant,
    version: versionOut,
  })
  .meta({ id: 'User' });

const invitation = z
  .strictObject({
    email: z.email().max(254).meta({ description: 'What the identity provider proves at sign-in' }),
    name: label,
    role: z.enum(ROLES),
    subjectId: id.optional().meta({
      description:
        'The advertiser or publisher they work for. For finance and operators the name that their API keys have, so that one person with a key and a browser counts as one; the person’s own id when absent',
    }),
    approvalLimits: z
      .array(z.strictObject({ currency: currencyCode, maxMinor: nonNegativeMinorIn }))
      .min(1)
      .max(20)
      .optional(),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length).optional(),
  })
  .meta({ id: 'Invitation', example: { email: 'ada@example.com', name: 'Ada Byron', role: 'finance' } });

export const inviteUser = defineRoute({
  ...common,
  operationId: 'inviteUser',
  method: 'POST',
  path: '/v1/users',
  summary: 'Let a person sign in to the console',
  description: 'Who proves this mail address at sign-in is let in with this role, and nothing else is asked of them.',
  scope: 'network:write',
  body: invitation,
  status: 201,
  fails: { conflict: 'a person with this address is invited already' },
  response: userView,
});

export const listUsers = defineRoute({
  ...common,
  operationId: 'listUsers',
  method: 'GET',
  path: '/v1/users',
  summary: 'List who may sign in',
  scope: 'network:read',
  query: pageQuery,
  status: 200,
  response: pageOf(userView),
});

export const setUserState = defineRoute({
  ...common,
  operationId: 'setUserState',
  method: 'PUT',
  path: '/v1/users/{userId}/state',
  summary: 'Block a user, or let them in again',
  description: 'It holds everywhere within 30 seconds, however long their sign-in would have lasted.',
  scope: 'network:write',
  ifMatch: 'may',
  params: z.strictObject({ userId: id }),
  body: z.strictObject({ state: z.enum(USER_STATES) }).meta({ id: 'UserState', example: { state: 'blocked' } }),
  status: 200,
  response: userView,
});
