import { z } from 'zod';
import { e164, id, isoInstant, pageOf, pageQuery } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';
import { checkTagRoute, getPoolHealth, getPoolSize, getTag, ofPublisher, poolParams } from './report-contract.ts';
import * as tag from './tag-contract.ts';

const name = z.string().trim().min(1).max(80).meta({ example: 'Search ads' });

const newPool = z.strictObject({
  publisherId: id,
  offerId: id,
  name,
  leaseSeconds: z
    .int()
    .min(300)
    .max(1_800)
    .default(600)
    .meta({ description: 'How long a number is a visit’s unless renewed' }),
  fallbackNumber: e164.meta({
    description: 'A static number of the publisher: what its pages publish',
    example: '+12175550100',
  }),
  stealWhenEmpty: z.boolean().default(false).meta({
    description: 'When every number is taken, take the least recently used one; calls to it read `ambiguous`',
  }),
});

const pool = z.strictObject({
  poolId: id,
  publisherId: id,
  offerId: id,
  name: z.string().meta({ example: 'Search ads' }),
  leaseSeconds: z.int(),
  fallbackNumber: z.string(),
  stealWhenEmpty: z.boolean().meta({ example: false }),
  createdAt: isoInstant,
});

const number = z.strictObject({
  number: z.string(),
  kind: z.enum(['pool', 'static']).meta({ example: 'static' }),
  publisherId: id,
  offerId: id,
  poolId: id.optional().meta({ description: 'For those of a pool' }),
  source: z.string().optional().meta({ description: 'For static ones', example: 'Flyer, spring' }),
  setterId: id.optional().meta({ description: 'Whose line it is, of the publisher’s people' }),
});

const createPool = defineRoute({
  operationId: 'createPool',
  method: 'POST',
  path: '/v1/pools',
  summary: 'Sets up a pool of numbers for a publisher',
  tag: 'Numbers',
  scope: 'network:write',
  roles: ['operator'],
  body: newPool,
  status: 201,
  fails: { conflict: 'body.numbers.0: is in use elsewhere in this network' },
  response: pool,
});

const listPools = defineRoute({
  operationId: 'listPools',
  method: 'GET',
  path: '/v1/pools',
  summary: 'Pools of a publisher',
  tag: 'Numbers',
  scope: 'numbers:read',
  roles: ['operator', 'publisher'],
  query: pageQuery.extend(ofPublisher),
  status: 200,
  response: pageOf(pool),
});

const addPoolNumbers = defineRoute({
  operationId: 'addPoolNumbers',
  method: 'POST',
  path: '/v1/pools/{poolId}/numbers',
  summary: 'Adds numbers to a pool: all of them or none',
  tag: 'Numbers',
  scope: 'network:write',
  roles: ['operator'],
  params: poolParams,
  body: z.strictObject({
    numbers: z
      .array(e164)
      .min(1)
      .max(500)
      .meta({ example: ['+12175550101', '+12175550102'] }),
  }),
  status: 200,
  fails: { conflict: 'body.numbers.0: is in use elsewhere in this network' },
  response: z.strictObject({ added: z.int(), alreadyThere: z.int() }),
});

const createNumber = defineRoute({
  operationId: 'createNumber',
  method: 'POST',
  path: '/v1/numbers',
  summary: 'Adds a static number, which stands for one source',
  tag: 'Numbers',
  scope: 'network:write',
  roles: ['operator'],
  body: z.strictObject({
    number: e164,
    publisherId: id,
    offerId: id,
    source: name.meta({ example: 'Flyer, spring' }),
    setterId: id
      .optional()
      .meta({ description: 'Whose line it is, of the publisher’s people: what it brings is theirs' }),
  }),
  status: 201,
  fails: { conflict: 'body.number: is a number of this network already' },
  response: number,
  auditOf: { by: ['number'] },
});

const listNumbers = defineRoute({
  operationId: 'listNumbers',
  method: 'GET',
  path: '/v1/numbers',
  summary: 'Numbers of a publisher',
  tag: 'Numbers',
  scope: 'numbers:read',
  roles: ['operator', 'publisher'],
  query: pageQuery.extend({ ...ofPublisher, poolId: id.optional() }),
  status: 200,
  response: pageOf(number),
});

/** Every operation of this context, by name. */
export const trackingRoutes = {
  assignNumber: tag.assignNumberRoute,
  renewLease: tag.renewLeaseRoute,
  releaseLease: tag.releaseLeaseRoute,
  serveTag: tag.serveTagRoute,
  createPool,
  listPools,
  addPoolNumbers,
  getPoolHealth,
  createNumber,
  listNumbers,
  getPoolSize,
  getTag,
  checkTag: checkTagRoute,
} as const;
