import { z } from 'zod';
import { id, isoDay, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

const share = z.number().min(0).max(1);

const part = z
  .strictObject({
    id: z.enum(['qualified', 'shown', 'undisputed', 'sold']),
    name: z.string(),
    meaning: z.string(),
    formula: z.string(),
    points: z.number().meta({ description: 'What it adds to the score' }),
    ofPoints: z.int().meta({ description: 'The most it could add' }),
    share: share.optional().meta({ description: 'As it was seen; absent where there was nothing to see' }),
    usual: share.meta({ description: 'What is taken to be usual, with the weight of twenty outcomes' }),
    outOf: z.int().optional().meta({ description: 'How many it was seen of; not shown of what others bought' }),
  })
  .meta({ id: 'QualityPart' });

/** Of 53 calls, 38 that qualified, one granted dispute and eleven reports; nobody ever met, so that part is what is usual. */
const EXAMPLE_PARTS = [
  {
    ...{ id: 'qualified', name: 'Qualified', meaning: 'How much of what was brought met every criterion' },
    ...{ formula: 'qualified ÷ outcomes', points: 16.4, ofPoints: 25, share: 0.717, usual: 0.5, outOf: 53 },
  },
  {
    ...{ id: 'shown', name: 'Shown up', meaning: 'How many of the meetings that were due were held' },
    ...{ formula: 'held ÷ (held + no-shows)', points: 18.8, ofPoints: 25, usual: 0.75 },
  },
  {
    ...{ id: 'undisputed', name: 'Undisputed', meaning: 'How much of what qualified stood' },
    ...{ formula: '1 − 4 × granted disputes ÷ qualified', points: 18.1, ofPoints: 20, share: 0.895, usual: 0.92 },
    outOf: 38,
  },
  {
    ...{ id: 'sold', name: 'Sold', meaning: 'What became of the outcomes that advertisers reported on' },
    ...{ formula: '(sold + unsold ÷ 2) ÷ reported', points: 19.4, ofPoints: 30, share: 0.727, usual: 0.6, outOf: 11 },
  },
];

const scored = {
  score: z.int().min(0).max(100).meta({ description: 'The points of all parts', example: 73 }),
  parts: z.array(part).meta({ example: EXAMPLE_PARTS }),
};

export const qualityView = z
  .strictObject({
    publisherId: z.string(),
    setterId: z.string().optional().meta({ description: 'For a setter: it sees its own score' }),
    asOf: isoDay.optional().meta({ description: 'The last day that counts; absent before anything was judged' }),
    ...scored,
    withYou: z
      .strictObject(scored)
      .optional()
      .meta({ description: 'For advertisers: the same of what they bought alone' }),
  })
  .meta({ id: 'Quality' });

export const qualityDetail = z
  .strictObject({
    ...qualityView.shape,
    sources: z
      .array(z.strictObject({ source: z.string(), ...scored }))
      .meta({ description: 'The largest first; not shown to advertisers' }),
    setters: z
      .array(z.strictObject({ setterId: z.string().meta({ example: 'set_9fh4' }), ...scored }))
      .meta({ description: 'Who of its people brought it; not shown to advertisers' }),
  })
  .meta({ id: 'QualityDetail' });

const common = {
  tag: 'Reports',
  scope: 'outcomes:read',
  roles: ['operator', 'finance', 'advertiser', 'publisher', 'setter'],
} as const;

const description =
  'A score from 0 to 100 of the last 90 days, reckoned each morning from shares alone: how much qualified, how many meetings were held, how little was disputed, how much was sold. Each part is smoothed by what is usual. Deals and prices may follow it.';

export const listQuality = defineRoute({
  ...common,
  operationId: 'listQuality',
  method: 'GET',
  path: '/v1/quality',
  summary: 'List the quality of publishers, with the parts it is made of',
  description: `${description} A publisher or a setter sees its own, an advertiser those it buys from.`,
  query: pageQuery,
  status: 200,
  response: pageOf(qualityView),
});

export const getQuality = defineRoute({
  ...common,
  operationId: 'getQuality',
  method: 'GET',
  path: '/v1/quality/{publisherId}',
  summary: 'Show the quality of a publisher, and of each of its sources and setters',
  description,
  params: z.strictObject({ publisherId: id }),
  status: 200,
  fails: { 'not-found': 'the quality of pub_3kd9 was not found' },
  response: qualityDetail,
});
