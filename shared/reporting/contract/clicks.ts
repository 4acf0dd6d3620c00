import { z } from 'zod';
import { currencyCode, id, isoDay, minorOut, nonNegativeMinorIn, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { period } from './asked.ts';

const text = z.string().trim().min(1).max(80);

const place = {
  day: isoDay.meta({ description: 'In the network’s time zone' }),
  offerId: id,
  source: text.meta({ description: 'As your pages’ `utm_source` has it, so that it stands beside what came of it' }),
  campaign: text.optional(),
  medium: text.optional(),
  term: text.optional(),
  content: text.optional(),
  clicks: z.int().min(0).max(1_000_000_000),
};

const MOST_ROWS = 100;

const EXAMPLE = {
  ...{ day: '2026-03-02', offerId: 'offer_7Xk2', source: 'google', campaign: 'spring-roofs' },
  ...{ clicks: 240, costMinor: 31_200, currency: 'USD' },
};

const row = z.strictObject({ ...place, costMinor: nonNegativeMinorIn, currency: currencyCode });
const shownRow = z
  .strictObject({ ...place, source: z.string(), costMinor: minorOut, currency: z.string() })
  .meta({ id: 'ClickRow', example: EXAMPLE });

const common = { tag: 'Reports', roles: ['publisher'] } as const;

export const putClicks = defineRoute({
  ...common,
  operationId: 'putClicks',
  audit: 'ids',
  method: 'PUT',
  path: '/v1/clicks',
  summary: 'Enter what you paid for clicks elsewhere',
  description:
    'For comparison only: it stands in your own reports beside what came of those visits (`costPerClick`, `returnOnClicks`), nobody else sees it, and no money follows from it. A row takes the place of the one with the same day, offer, source, campaign, medium, term and content. All rows are kept, or none.',
  scope: 'clicks:write',
  body: z
    .strictObject({ rows: z.array(row).min(1).max(MOST_ROWS) })
    .meta({ id: 'Clicks', example: { rows: [EXAMPLE] } }),
  status: 204,
});

export const listClicks = defineRoute({
  ...common,
  operationId: 'listClicks',
  method: 'GET',
  path: '/v1/clicks',
  summary: 'List what you entered of your clicks, newest day first',
  scope: 'outcomes:read',
  query: pageQuery.extend(period),
  status: 200,
  response: pageOf(shownRow),
});
