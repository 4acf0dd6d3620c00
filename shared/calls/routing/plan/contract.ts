import { z } from 'zod';
import { id, versionOut } from '../../../kernel/schemas.ts';
import { defineRoute } from '../../../platform/http/route.ts';
import { plan } from './find-faults.ts';
import { planShape } from './model.ts';

const example = {
  entry: 'menu',
  nodes: {
    menu: {
      kind: 'ask',
      prompt: 'For repairs press 1. Para español, oprima 2.',
      by: ['keys', 'speech'],
      choices: [
        { keys: '1', words: ['repair', 'leak'], goTo: 'repairs' },
        { keys: '2', words: ['español'], language: 'es', goTo: 'repairs' },
      ],
      otherwise: 'repairs',
    },
    repairs: { kind: 'offer' },
  },
};

const planIn = plan.meta({ id: 'NewPlan', example });

const planView = planShape
  .extend({ offerId: z.string(), version: versionOut })
  .meta({ id: 'Plan', example: { offerId: 'offer_8x0cq2', version: 3, ...example } });

const common = {
  tag: 'Plans',
  roles: ['advertiser', 'operator'],
  path: '/v1/offers/{offerId}/plan',
  params: z.strictObject({ offerId: id }),
} as const;

export const setPlan = defineRoute({
  ...common,
  operationId: 'setPlan',
  method: 'PUT',
  summary: 'Ask callers first: a menu, a notice, a branch',
  description:
    'Holds for calls to the numbers that lead to this offer, within 30 seconds. Nodes name each other; a way that leads nowhere or back is refused with its field.',
  scope: 'targets:write',
  ifMatch: 'may',
  body: planIn,
  maxBodyBytes: 128 * 1024,
  status: 200,
  fails: { conflict: 'an offer of leads takes no calls' },
  response: planView,
});

export const getPlan = defineRoute({
  ...common,
  operationId: 'getPlan',
  method: 'GET',
  summary: 'Show what callers are asked first',
  scope: 'targets:read',
  etag: true,
  status: 200,
  response: planView,
});

export const removePlan = defineRoute({
  ...common,
  operationId: 'removePlan',
  method: 'DELETE',
  summary: 'Ask callers nothing any more',
  scope: 'targets:write',
  ifMatch: 'may',
  status: 204,
  auditOf: { what: 'Plan' },
});
