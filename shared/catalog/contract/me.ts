import { z } from 'zod';
import { minorOut } from '../../kernel/schemas.ts';
import { ROLES, SCOPES } from '../../platform/http/principal.ts';
import { defineRoute } from '../../platform/http/route.ts';

export const meView = z
  .strictObject({
    keyId: z.string().meta({ description: 'What the audit trail names' }),
    role: z.enum(ROLES).meta({ example: 'advertiser' }),
    subjectId: z
      .string()
      .meta({ description: 'The advertiser or publisher; the person for finance and operators', example: 'adv_7c1' }),
    name: z.string().meta({ description: 'For people to read', example: 'Acme Roofing' }),
    personName: z.string().optional().meta({ description: 'Where a person signed in' }),
    scopes: z.array(z.enum(SCOPES)),
    approvalLimits: z.array(z.strictObject({ currency: z.string(), maxMinor: minorOut })).optional(),
  })
  .meta({ id: 'Me' });

export const getMe = defineRoute({
  operationId: 'getMe',
  method: 'GET',
  path: '/v1/me',
  summary: 'Who the caller is and what it may do',
  tag: 'Keys',
  scope: 'any',
  status: 200,
  response: meView,
});
