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
      series: z.array(
        z.strictObject({
          measure: z.string().meta({ example: 'calls' }),
          currency: z.string().optional().meta({ description: 'Where it is money' }),
          values: values.meta({ example: [53, 48] }),
        }),
      ),
    })
    .meta({ id: 'ReportSeries' }),
});

/** Calls of weekdays from eight to six. */
const EXAMPLE_WEEKS = [
  {
    rows: [1, 1, 1, 1, 1, 0, 0].map((isOpen) =>
      Array.from({ length: 24 }, (_, hour) => (isOpen && hour >= 8 && hour < 18 ? 5 : 0)),
    ),
  },
];

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
    .strictObject({
      weeks: z
        .array(z.strictObject({ currency: z.string().optional(), rows: z.array(values) }))
        .meta({ example: EXAMPLE_WEEKS }),
    })
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
      stages: z.array(z.strictObject({ stage: z.string(), count: z.int(), ofBefore: z.number().nullable() })).meta({
        example: [
          { stage: 'visits', count: 412, ofBefore: null },
          { stage: 'calls', count: 53, ofBefore: 0.129 },
          { stage: 'answered', count: 49, ofBefore: 0.925 },
          { stage: 'qualified', count: 38, ofBefore: 0.776 },
          { stage: 'paid', count: 38, ofBefore: 1 },
        ],
      }),
      rejected: z.array(
        z.strictObject({
          failed: z
            .string()
            .meta({ description: 'The criterion that decided; empty where none is kept', example: 'talk-time' }),
          count: z.int().meta({ example: 15 }),
        }),
      ),
    })
    .meta({ id: 'ReportFunnel' }),
});

export const chartRoutes = [getReportSeries, getReportWeek, getReportFunnel];
