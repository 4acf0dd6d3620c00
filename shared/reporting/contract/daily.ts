import { z } from 'zod';
import { id, isoDay, minorOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

const dailyRow = z
  .strictObject({
    day: isoDay,
    offerId: z.string(),
    publisherId: z.string(),
    qualified: z.int(),
    rejected: z.int(),
    chargeMinor: minorOut.optional().meta({ description: 'Charged to the advertiser; not shown to publishers' }),
    payoutMinor: minorOut.optional().meta({ description: 'Earned by the publisher; not shown to advertisers' }),
    currency: z.string().optional().meta({ description: 'Present where something qualified' }),
  })
  .meta({ id: 'DailyRow' });

export const getDailyReport = defineRoute({
  operationId: 'getDailyReport',
  method: 'GET',
  path: '/v1/reports/daily',
  summary: 'Verdicts and money by day, offer and publisher',
  description:
    'At most 31 days, cut in the network’s time zone by the instant of the verdict. A few seconds behind the verdicts. Each side sees its own outcomes and its own money.',
  tag: 'Reports',
  scope: 'outcomes:read',
  roles: ['operator', 'advertiser', 'publisher'],
  query: z.strictObject({
    from: isoDay,
    to: isoDay.meta({ description: 'Included' }),
    publisherId: id.optional().meta({ description: 'For operators: one publisher only, which is also quicker' }),
  }),
  status: 200,
  response: z.strictObject({ items: z.array(dailyRow) }).meta({ id: 'DailyReport' }),
});
