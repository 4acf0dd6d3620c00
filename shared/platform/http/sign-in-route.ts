import { z } from 'zod';
import { defineRoute } from './route.ts';

/** Where people prove who they are: what the console asks before anything else. */
export const getSignIn = defineRoute({
  operationId: 'getSignIn',
  method: 'GET',
  path: '/v1/sign-in',
  summary: 'Where people sign in',
  description:
    'The OpenID Connect issuer whose ID tokens this API takes as `Authorization: Bearer`, and the console’s client id there.',
  tag: 'Platform',
  scope: 'public',
  status: 200,
  response: z
    .strictObject({
      issuer: z.string(),
      clientId: z.string(),
      networkZone: z.string().meta({ description: 'Days are cut in this time zone', example: 'America/New_York' }),
    })
    .meta({ id: 'SignIn' }),
});
