import { z } from 'zod';
import { e164, id, isoInstant, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { SHOPS, STOCK_STATES } from './model.ts';

const carrier = z.enum(SHOPS).meta({ description: 'Whose numbers', example: 'twilio' });
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'is not a country such as US')
  .default('US');
const areaCode = z.string().regex(/^\d{2,5}$/, 'is not an area code such as 217');

const stock = z.strictObject({
  number: z.string(),
  carrier,
  state: z.enum(STOCK_STATES).meta({ example: 'placed' }),
  poolId: z.string().optional().meta({ description: 'Where it is, or was last' }),
  since: isoInstant,
});
const stockView = stock.meta({ id: 'StockNumber' });
const listedView = stock
  .extend({
    poolName: z.string().optional().meta({ example: 'Search ads' }),
    publisherId: z.string().optional().meta({ description: 'Whose pool that is' }),
  })
  .meta({ id: 'ListedStockNumber' });

const common = { tag: 'Inventory', roles: ['operator'] } as const;
const byNumber = z.strictObject({ number: e164 });
const path = '/v1/stock/{number}';

const searchNumbers = defineRoute({
  ...common,
  operationId: 'searchNumbers',
  method: 'GET',
  path: '/v1/available-numbers',
  summary: 'Search numbers that a carrier sells',
  scope: 'network:read',
  query: z.strictObject({
    carrier,
    country,
    areaCode: areaCode.optional(),
    contains: z
      .string()
      .regex(/^\d{2,10}$/, 'is not some digits')
      .optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  status: 200,
  response: z.strictObject({
    items: z.array(
      z.strictObject({ number: z.string(), locality: z.string().optional(), region: z.string().optional() }),
    ),
  }),
});

const buyNumber = defineRoute({
  ...common,
  operationId: 'buyNumber',
  method: 'POST',
  path: '/v1/stock',
  summary: 'Buy a number',
  description: 'Once, however often it is asked; what was cut off is gone on with.',
  scope: 'network:write',
  body: z
    .strictObject({ carrier, number: e164 })
    .meta({ id: 'NewStockNumber', example: { carrier: 'twilio', number: '+12175550101' } }),
  status: 201,
  fails: { conflict: 'it is a number of this network already' },
  response: stockView,
  auditOf: { by: ['number'] },
});

const listStock = defineRoute({
  ...common,
  operationId: 'listStock',
  method: 'GET',
  path: '/v1/stock',
  summary: 'List the numbers that the network bought, by state, the longest in it first',
  description:
    'Numbers that were bought here. Those that a carrier had sold you before and that were added to a pool are among the numbers of their publisher, `GET /v1/numbers`.',
  scope: 'network:read',
  query: pageQuery.extend({ state: z.enum(STOCK_STATES).default('idle') }),
  status: 200,
  response: pageOf(listedView).meta({ id: 'Stock' }),
});

const placeNumber = defineRoute({
  ...common,
  operationId: 'placeNumber',
  method: 'PUT',
  path: `${path}/pool`,
  summary: 'Place an idle or rested number in a pool',
  scope: 'network:write',
  params: byNumber,
  body: z.strictObject({ poolId: id }).meta({ example: { poolId: 'pool_main' } }),
  status: 200,
  fails: {
    'not-found': 'the number was not found',
    conflict: '+13125550143 rests until 2026-04-01T15:00:00.000Z: late calls still belong to its old pool',
  },
  response: stockView,
});

const restNumber = defineRoute({
  ...common,
  operationId: 'restNumber',
  method: 'DELETE',
  path: `${path}/pool`,
  summary: 'Take a number out of its pool to rest 30 days',
  scope: 'network:write',
  params: byNumber,
  status: 200,
  fails: { 'not-found': 'the number was not found', conflict: '+13125550143 is in no pool' },
  response: stockView,
});

const giveBackNumber = defineRoute({
  ...common,
  operationId: 'giveBackNumber',
  method: 'DELETE',
  path,
  summary: 'Give an idle or rested number back to its carrier',
  scope: 'network:write',
  params: byNumber,
  status: 200,
  fails: {
    'not-found': 'the number was not found',
    conflict: '+13125550143 rests until 2026-04-01T15:00:00.000Z: late calls still belong to its old pool',
  },
  response: stockView,
});

const scaling = z
  .strictObject({
    carrier,
    country,
    areaCode: areaCode.optional(),
    maxNumbers: z.int().min(1).max(5_000).meta({ description: 'It never grows above this' }),
  })
  .meta({ id: 'Scaling', example: { carrier: 'twilio', country: 'US', areaCode: '217', maxNumbers: 200 } });

const scalingView = z
  .strictObject({
    poolId: z.string(),
    scaling: scaling.optional().meta({ description: 'Absent where it stays as large as it is' }),
    version: z.int().meta({
      description: 'Counts its changes, 0 before the first: quoted it is the `etag` that a change names by If-Match',
      example: 3,
    }),
  })
  .meta({ id: 'PoolScaling' });

const ofPool = {
  ...common,
  path: '/v1/pools/{poolId}/scaling',
  params: z.strictObject({ poolId: id }),
} as const;

const getScaling = defineRoute({
  ...ofPool,
  operationId: 'getPoolScaling',
  method: 'GET',
  summary: 'Show how a pool grows by itself',
  scope: 'network:read',
  etag: true,
  status: 200,
  response: scalingView,
});

const setScaling = defineRoute({
  ...ofPool,
  operationId: 'setPoolScaling',
  method: 'PUT',
  summary: 'Let a pool grow by itself to what its visits need',
  scope: 'network:write',
  ifMatch: 'may',
  body: scaling,
  status: 200,
  response: scalingView,
});

const endScaling = defineRoute({
  ...ofPool,
  operationId: 'endPoolScaling',
  method: 'DELETE',
  summary: 'Let a pool stay as large as it is',
  scope: 'network:write',
  ifMatch: 'may',
  status: 204,
  auditOf: { what: 'PoolScaling' },
});

export const inventoryRoutes = {
  searchNumbers,
  buyNumber,
  listStock,
  placeNumber,
  restNumber,
  giveBackNumber,
  getScaling,
  setScaling,
  endScaling,
} as const;
