import { z } from 'zod';
import { id } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';
import { DEFAULT_SHORTAGE, MAX_LIVE_VISITS } from './pool-size.ts';

export const poolParams = z.strictObject({ poolId: id });

/** Whose: a publisher sees its own and needs not say; an operator says. */
export const ofPublisher = {
  publisherId: id.optional().meta({ description: 'For operators; a publisher sees its own' }),
};

const share = z.number();

export const getPoolSize = defineRoute({
  operationId: 'getPoolSize',
  method: 'GET',
  path: '/v1/pool-size',
  summary: 'How many numbers so many live visits need',
  tag: 'Numbers',
  scope: 'numbers:read',
  query: z.strictObject({
    visits: z.coerce
      .number()
      .min(0)
      .max(MAX_LIVE_VISITS)
      .meta({ description: 'Visits live at the same time, on average' }),
    shortage: z.coerce.number().min(0.000001).max(0.5).default(DEFAULT_SHORTAGE).meta({
      description: 'The share of the time, or of visits, in which numbers may run out',
    }),
  }),
  status: 200,
  response: z.strictObject({
    visits: share.meta({ example: 20 }),
    shortage: share,
    recommendedNumbers: z.int().meta({ description: 'By the Poisson tail: safe with stealing as well' }),
    fallbackNumbers: z
      .int()
      .meta({ description: 'By Erlang’s B formula: enough where the fallback number is shown instead' }),
    fallbackShare: share.meta({ description: 'Visits that get the fallback number with the recommended size' }),
  }),
});

export const getPoolHealth = defineRoute({
  operationId: 'getPoolHealth',
  method: 'GET',
  path: '/v1/pools/{poolId}/health',
  summary: 'How a pool stands now, with the size it should have',
  tag: 'Numbers',
  scope: 'numbers:read',
  roles: ['operator', 'publisher'],
  params: poolParams,
  status: 200,
  response: z.strictObject({
    poolId: id,
    numbers: z.int(),
    held: z.int().meta({ example: 20 }),
    onCall: z.int(),
    heldShare: share,
    measured: z
      .strictObject({
        windowSeconds: z.int().meta({ description: 'As long as every number remembers its claims, a day at most' }),
        arrivals: z.int(),
        arrivalsPerHour: share,
        meanHoldSeconds: share,
        meanHeld: share,
        reissuedEarly: z.int().meta({
          description:
            'Numbers given on while the visit before may still have been dialling: such calls read `ambiguous`',
        }),
        stolen: z.int(),
        fallbacksThisHour: z.int(),
        fallbacksInDay: z.int(),
        fallbacksWorstHour: z.int(),
      })
      .meta({ description: 'What visits did to the pool; fallbacks are counted by visit, not by page view' }),
    sizedForVisits: z.int().meta({
      description: 'Visits at once that the sizes are for: measured on average or held now, with those turned away',
    }),
    recommendedNumbers: z.int(),
    fallbackNumbers: z.int(),
    fallbackShare: share,
  }),
});

export const getTag = defineRoute({
  operationId: 'getTag',
  method: 'GET',
  path: '/v1/tag',
  summary: 'The script element to paste into a publisher’s pages',
  tag: 'Numbers',
  scope: 'numbers:read',
  roles: ['operator', 'publisher'],
  query: z.strictObject(ofPublisher),
  status: 200,
  response: z.strictObject({
    key: z.string().meta({ example: 'tag_3fZ0dX' }),
    origins: z.array(z.string()),
    scriptUrl: z.string(),
    snippets: z.array(z.strictObject({ number: z.string(), poolId: id.optional(), html: z.string() })),
  }),
});

export const checkTagRoute = defineRoute({
  operationId: 'checkTag',
  method: 'POST',
  path: '/v1/tag-checks',
  summary: 'Look whether the tag works on a page',
  description:
    'Fetches the page as a visitor would and looks for the script, its key and its number. What scripts add later is not seen.',
  tag: 'Numbers',
  scope: 'numbers:read',
  roles: ['operator', 'publisher'],
  audit: 'none',
  body: z
    .strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_000), ...ofPublisher })
    .meta({ id: 'TagCheckRequest', example: { url: 'https://roofs.example.com/' } }),
  status: 200,
  response: z
    .strictObject({
      works: z.boolean(),
      findings: z.array(
        z.strictObject({
          what: z.enum(['reached', 'origin', 'script', 'key', 'number', 'shown']),
          holds: z.boolean(),
          told: z.string().meta({ description: 'For people to read', example: 'The page answered.' }),
        }),
      ),
    })
    .meta({ id: 'TagCheck' }),
});
