import { z } from 'zod';
import { isoDay, minorOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { DIMENSIONS, NAMED } from '../model.ts';
import { common, factFilter, model, period } from './asked.ts';
import { chartRoutes } from './charts.ts';
import { listClicks, putClicks } from './clicks.ts';
import { scheduleRoutes } from './schedules.ts';

const count = z.int();
const sums = {
  counts: z
    .strictObject({
      visits: count.meta({ description: 'Landings on pages with the tag' }),
      fallbacks: count.meta({ description: 'Of them, those that found every number of their pool taken' }),
      clicks: count.optional().meta({ description: 'Clicks that you say you paid for; shown to publishers only' }),
      ...{ outcomes: count, qualified: count, rejected: count, calls: count, answered: count },
      talkSeconds: count.meta({ example: 6_840 }),
      touched: count.meta({
        description: 'Leads of which the advertiser said when it first spoke to the person',
        example: 9,
      }),
      responseSeconds: count.meta({ description: 'From delivery to that, in all', example: 5_400 }),
      ...{ leads: count, appointments: count, held: count, noShows: count },
      ...{ sold: count, unsold: count, bad: count, disputed: count },
    })
    .meta({ id: 'ReportCounts' }),
  money: z.array(
    z
      .strictObject({
        currency: z.string(),
        chargeMinor: minorOut.optional().meta({ description: 'Not shown to publishers', example: 152_000 }),
        payoutMinor: minorOut.optional().meta({ description: 'Not shown to advertisers', example: 114_000 }),
        marginMinor: minorOut.optional().meta({ description: 'Shown to the network only' }),
        saleMinor: minorOut.optional().meta({ description: 'What was reported as sold; not shown to publishers' }),
        clickCostMinor: minorOut
          .optional()
          .meta({ description: 'What you say your clicks cost; shown to publishers only' }),
      })
      .meta({ id: 'ReportMoney' }),
  ),
  kpis: z.array(
    z.strictObject({ id: z.string(), value: z.number(), currency: z.string().optional() }).meta({
      id: 'KpiValue',
      description: 'What it means: GET /v1/kpis',
      example: { id: 'qualifiedRate', value: 0.717 },
    }),
  ),
};

const shownSums = z.strictObject(sums).meta({ id: 'ReportSums' });

const dimension = z.enum(DIMENSIONS);

const groupBy = z
  .string()
  .max(200)
  .default('day')
  .transform((text, context) => {
    const parsed = z.array(dimension).min(1).max(3).safeParse(text.split(','));
    if (parsed.success && new Set(parsed.data).size === parsed.data.length) return parsed.data;
    context.addIssue(`names one to three of ${DIMENSIONS.join(', ')}, each once, with commas between`);
    return z.NEVER;
  })
  .meta({
    type: 'string',
    description: `One to three of ${DIMENSIONS.join(', ')}. Not for advertisers: setter, campaign, medium, term, content; not for publishers: advertiser, target`,
    example: 'day,source',
  });

const query = z
  .strictObject({
    ...period,
    groupBy,
    compareFrom: isoDay.optional().meta({ description: 'Another period beside it, with `compareTo`' }),
    compareTo: isoDay.optional(),
    ...factFilter,
    model: model.optional(),
  })
  .refine(({ compareFrom, compareTo }) => (compareFrom === undefined) === (compareTo === undefined), {
    path: ['compareTo'],
    message: 'goes with compareFrom',
  });

/** Setters read figures too, without money. */
const withSetters = { ...common, roles: [...common.roles, 'setter'] } as const;

export const getReport = defineRoute({
  ...withSetters,
  operationId: 'getReport',
  method: 'GET',
  path: '/v1/reports',
  summary: 'Visits, outcomes, money and key figures by whatever you ask for',
  description:
    'At most 92 days, cut in the network’s time zone: visits by the instant they began, outcomes by the instant of their verdict, corrections by the instant they were made, sales with their outcome. Some seconds behind. Each side sees its own outcomes and its own money.',
  query,
  status: 200,
  fails: { 'too-large': 'the day 2026-03-02 has too much for one answer: narrow it to a publisher' },
  response: z
    .strictObject({
      rows: z.array(
        z
          .strictObject({
            group: z.partialRecord(dimension, z.string()).meta({ example: { day: '2026-03-02', source: 'google' } }),
            names: z
              .partialRecord(z.enum(NAMED), z.string())
              .optional()
              .meta({
                description: 'What people call each id in `group` now; an id that has no name is left out',
                example: { publisher: 'Roofs today' },
              }),
            ...sums,
            before: shownSums.optional().meta({ description: 'The same group in the other period' }),
            beforeDay: isoDay.optional().meta({
              description:
                'Which day of the other period `before` is of, where rows are by day: the first stands beside the first. `group.day` is empty where the other period has more days',
              example: '2026-02-02',
            }),
          })
          .meta({ id: 'ReportRow' }),
      ),
      total: shownSums,
      totalBefore: shownSums.optional(),
    })
    .meta({ id: 'Report' }),
});

export const downloadReport = defineRoute({
  ...withSetters,
  operationId: 'downloadReport',
  method: 'GET',
  path: '/v1/reports/csv',
  summary: 'The same as CSV: a line for each group and currency',
  query,
  status: 200,
  fails: { 'too-large': 'the day 2026-03-02 has too much for one answer: narrow it to a publisher' },
  responseType: 'text/csv; charset=utf-8',
  sample: [
    'source,visits,fallbacks,touched,responseSeconds,outcomes,qualified,rejected,calls,answered,talkSeconds,leads,appointments,held,noShows,sold,unsold,bad,disputed,currency,charge,payout,margin,sale,callRate,visitQualifiedRate,fallbackRate,qualifiedRate,answerRate,averageTalkSeconds,averageResponseSeconds,setRate,showRate,closeRate,badRate,disputeRate,earningsPerVisit,earningsPerCall,earningsPerOutcome,costPerClick,returnOnClicks,costPerVisit,costPerQualified,marginRate,costPerHeldMeeting,revenuePerMeeting,pipelineValue,returnOnSpend',
    'flyer,0,0,0,0,1,1,0,1,1,95,0,0,0,0,0,0,0,0,USD,45.00,30.00,15.00,0.00,,,,1,1,95,,0,,0,,0,,30.00,30.00,,,,45.00,0.3333,,,,0',
  ].join('\r\n'),
});

export const listKpis = defineRoute({
  ...withSetters,
  operationId: 'listKpis',
  method: 'GET',
  path: '/v1/kpis',
  summary: 'What each key figure means and how it is reckoned',
  status: 200,
  response: z.strictObject({
    items: z.array(
      z
        .strictObject({
          id: z.string().meta({ example: 'qualifiedRate' }),
          name: z.string().meta({ example: 'Qualified rate' }),
          meaning: z.string().meta({ example: 'How many outcomes met every criterion that counts' }),
          formula: z.string().meta({ example: 'qualified ÷ outcomes' }),
          unit: z.enum(['share', 'seconds', 'minor', 'ratio']),
        })
        .meta({ id: 'Kpi' }),
    ),
  }),
});

export const reportRoutes = [
  getReport,
  downloadReport,
  ...chartRoutes,
  ...scheduleRoutes,
  putClicks,
  listClicks,
  listKpis,
];
