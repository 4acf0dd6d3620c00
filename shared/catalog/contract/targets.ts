import { z } from 'zod';
import { id, versionOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { weeklyHours } from '../criteria.ts';
import { openingHours, targetRules, targetRulesOut } from '../target-rules.ts';
import { destination, destinationOut, label } from './fields.ts';

const targetFields = {
  name: label,
  destination,
  state: z.enum(['active', 'paused']).default('active'),
  hours: openingHours.optional().meta({ description: 'Always open when absent' }),
  maxConcurrent: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: 'Calls at the same time; unlimited when absent' }),
  dailyCap: z
    .int()
    .min(1, 'takes no call at all; pause the target instead')
    .max(100_000)
    .optional()
    .meta({ description: 'Calls per day of the network; unlimited when absent' }),
  priority: z.int().min(0).max(1_000).default(100).meta({ description: 'Lowest first' }),
  ringSeconds: z.int().min(5).max(60).default(25),
  rules: targetRules.optional().meta({ description: 'Whom it takes, how many, and how it shares with others' }),
};

const targetIn = z.strictObject(targetFields).meta({
  id: 'NewTarget',
  example: {
    name: 'Sales desk',
    destination: { kind: 'number', number: '+12175550142' },
    maxConcurrent: 5,
    hours: { zone: 'America/Chicago', windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 1080 }] },
  },
});

export const targetView = z
  .strictObject({
    targetId: z.string(),
    offerId: z.string(),
    name: z.string().meta({ example: 'Sales desk' }),
    destination: destinationOut,
    state: z.enum(['active', 'paused']),
    hours: weeklyHours.optional(),
    maxConcurrent: z.int().optional(),
    dailyCap: z.int().optional(),
    priority: z.int(),
    ringSeconds: z.int(),
    rules: targetRulesOut.optional(),
    version: versionOut,
  })
  .meta({ id: 'Target' });

const common = { tag: 'Targets', roles: ['advertiser', 'operator'] } as const;
const offerPath = z.strictObject({ offerId: id });

export const createTarget = defineRoute({
  ...common,
  operationId: 'createTarget',
  method: 'POST',
  path: '/v1/offers/{offerId}/targets',
  summary: 'Add a place that takes the calls of an offer',
  scope: 'targets:write',
  params: offerPath,
  body: targetIn,
  status: 201,
  fails: { conflict: 'an offer has at most 100 targets' },
  response: targetView,
});

export const listTargets = defineRoute({
  ...common,
  operationId: 'listTargets',
  method: 'GET',
  path: '/v1/offers/{offerId}/targets',
  summary: 'List the targets of an offer',
  description: 'All of them: an offer has at most 100.',
  scope: 'targets:read',
  params: offerPath,
  status: 200,
  response: z.strictObject({ items: z.array(targetView) }),
});

export const replaceTarget = defineRoute({
  ...common,
  operationId: 'replaceTarget',
  method: 'PUT',
  path: '/v1/offers/{offerId}/targets/{targetId}',
  summary: 'Change a target',
  description: 'Routing sees the change within 30 seconds.',
  ifMatch: 'may',
  scope: 'targets:write',
  params: z.strictObject({ offerId: id, targetId: id }),
  body: targetIn,
  status: 200,
  response: targetView,
});
