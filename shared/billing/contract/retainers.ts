import { z } from 'zod';
import {
  currencyCode,
  id,
  isoInstant,
  minorOut,
  nonNegativeMinorIn,
  positiveMinorIn,
  versionOut,
} from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { month } from './proof.ts';

const fields = {
  publisherId: id,
  offerId: id,
  currency: currencyCode,
  minimumDelivered: z
    .int()
    .min(0)
    .max(1_000_000)
    .meta({ description: 'Qualified outcomes in the month, below which nothing is owed' }),
  fromMonth: month,
};

const retainerView = z
  .strictObject({
    ...fields,
    retainerId: z.string(),
    advertiserId: z.string(),
    chargeMinor: minorOut.meta({ example: 100_000 }),
    payoutMinor: minorOut.meta({ example: 80_000 }),
    untilMonth: month.optional(),
    createdAt: isoInstant,
    version: versionOut,
  })
  .meta({ id: 'Retainer' });

const common = { tag: 'Billing', roles: ['finance', 'operator'] } as const;
const path = '/v1/retainers';
const params = z.strictObject({ retainerId: id });

export const agreeRetainerRoute = defineRoute({
  ...common,
  operationId: 'agreeRetainer',
  method: 'POST',
  path,
  summary: 'Agree on a flat amount a month beside what outcomes earn',
  description: 'Booked after each month in which at least `minimumDelivered` outcomes of the offer qualified.',
  scope: 'billing:write',
  body: z.strictObject({ ...fields, chargeMinor: positiveMinorIn, payoutMinor: nonNegativeMinorIn }).meta({
    id: 'NewRetainer',
    example: {
      ...{
        publisherId: 'pub_3kd9',
        offerId: 'offer_8x0cq2',
        currency: 'USD',
        minimumDelivered: 20,
        fromMonth: '2026-03',
      },
      ...{ chargeMinor: 100_000, payoutMinor: 80_000 },
    },
  }),
  status: 201,
  fails: { conflict: 'there are 1000 retainers already' },
  response: retainerView,
});

export const listRetainers = defineRoute({
  ...common,
  operationId: 'listRetainers',
  method: 'GET',
  path,
  summary: 'List the retainers that were agreed on',
  scope: 'billing:read',
  status: 200,
  response: z.strictObject({ items: z.array(retainerView) }),
});

export const endRetainerRoute = defineRoute({
  ...common,
  operationId: 'endRetainer',
  method: 'PUT',
  path: `${path}/{retainerId}/end`,
  summary: 'End a retainer with a month',
  scope: 'billing:write',
  ifMatch: 'may',
  params,
  body: z.strictObject({ untilMonth: month.meta({ description: 'The last one', example: '2026-12' }) }),
  status: 200,
  response: retainerView,
});

export const listRetainerMonths = defineRoute({
  ...common,
  operationId: 'listRetainerMonths',
  method: 'GET',
  path: `${path}/{retainerId}/months`,
  summary: 'See which months of a retainer were owed, and why',
  scope: 'billing:read',
  params,
  status: 200,
  response: z.strictObject({
    items: z.array(z.strictObject({ month, delivered: z.int(), isOwed: z.boolean() }).meta({ id: 'RetainerMonth' })),
  }),
});
