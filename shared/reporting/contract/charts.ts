import { z } from 'zod';
import { defineRoute } from '../../platform/http/route.ts';
import { MEASURES } from '../measures.ts';
import { common, factFilter, model, period } from './asked.ts';

const measure = z.enum(MEASURES as [string, ...string[]]);
const MAX_MEASURES = 8;

const measures = z
  .string()
  .max(200)
  .transform((text, context) => {
    const parsed = z.array(measure).min(1).max(MAX_MEASURES).safeParse(text.split(','));
    if (parsed.success && new Set(parsed.data).size === parsed.data.length) return parsed.data;
    context.addIssue(`names one to ${MAX_MEASURES} of ${MEASURES.join(', ')}, each once, with commas between`);
    return z.NEVER;
  })
  .meta({ type: 'string', description: `One to ${MAX_MEASURES} of ${MEASURES.join(', ')}`, example: 'visits,calls' });

const filter = { ...factFilter, model: model.optional() };
const values = z.array(z.number().nullable()).meta({ description: 'Null where there is nothing to divide by' });

export const getReportSeries = defineRoute({
  ...common,
  operationId: 'getReportSeries',
  method: 'GET',
  path: '/v1/reports/series',
  summary: 'Measures over time, ready for a chart',
  description:
    'A value for each day, or each hour of at most 31 days, empty ones included. Money in minor units; what is reckoned from it comes once for each currency.',
  query: z.strictObject({ ...period, by: z.enum(['hour', 'day']).default('day'), measures, ...filter }),
  status: 200,
  response: z
    .strictObject({
      times: z.array(z.string()).meta({ example: ['2026-03-02', '2026-03-03'] }),
      series: z.array(z.strictObject({ measure: z.string(), currency: z.string().optional(), values })),
    })
    .meta({ id: 'ReportSeries' }),
});

export const getReportWeek = defineRoute({
  ...common,
  operationId: 'getReportWeek',
  method: 'GET',
  path: '/v1/reports/week',
  summary: 'A measure by weekday and hour of the day',
  description: 'Seven rows from Monday, 24 values each, all weeks of the period together, on the network’s clock.',
  query: z.strictObject({ ...period, measure, ...filter }),
  status: 200,
  response: z
    .strictObject({ weeks: z.array(z.strictObject({ currency: z.string().optional(), rows: z.array(values) })) })
    .meta({ id: 'ReportWeek' }),
});

export const getReportFunnel = defineRoute({
  ...common,
  operationId: 'getReportFunnel',
  method: 'GET',
  path: '/v1/reports/funnel',
  summary: 'How many go on from each stage to the next, and why the others do not',
  description:
    'From visit to pay. `paid` are outcomes that qualified and whose payout, with the corrections of the period, is above zero.',
  query: z.strictObject({ ...period, ...factFilter, model: model.default('call') }),
  status: 200,
  response: z
    .strictObject({
      stages: z.array(z.strictObject({ stage: z.string(), count: z.int(), ofBefore: z.number().nullable() })),
      rejected: z.array(
        z.strictObject({
          failed: z.string().meta({ description: 'The criterion that decided; empty where none is kept' }),
          count: z.int(),
        }),
      ),
    })
    .meta({ id: 'ReportFunnel' }),
});

export const chartRoutes = [getReportSeries, getReportWeek, getReportFunnel];
