import { z } from 'zod';

/**
 * What may still happen to an outcome after its verdict, and until when. Part of an offer version, so a publisher reads it
 * before the first call and it never changes for an outcome that was opened under it.
 */

/** Days after the verdict; the last one is included. */
export const windows = z
  .strictObject({
    disputeDays: z.int().min(0).max(90).meta({ description: 'The advertiser may dispute an outcome so long' }),
    clawbackDays: z.int().min(0).max(180).meta({ description: 'From then on a paid outcome is final' }),
    feedbackDays: z.int().min(0).max(180).meta({ description: 'The advertiser may report a sale so long' }),
    creditDays: z.int().min(0).max(90).optional().meta({
      description: 'The advertiser may take its charge back so long, without anybody deciding; never when absent',
    }),
    replacement: z
      .strictObject({
        askDays: z.int().min(0).max(60).meta({ description: 'The advertiser may refuse an outcome so long' }),
        deliverDays: z.int().min(1).max(60).meta({ description: 'Credited when no other one came so long after that' }),
      })
      .optional()
      .meta({
        description:
          'Instead of a credit: what is refused stays paid, and the next qualified one of its publisher for this offer costs nothing',
      }),
    objectionDays: z.int().min(0).max(90).optional().meta({
      description:
        'The publisher may dispute a rejection so long, or a credit so long after it; as long as the advertiser when absent',
    }),
  })
  .refine((all) => all.clawbackDays >= all.disputeDays, {
    path: ['clawbackDays'],
    message: 'can not end before disputes do',
  })
  .refine((all) => all.clawbackDays >= (all.creditDays ?? 0), {
    path: ['clawbackDays'],
    message: 'can not end before credits do',
  })
  .refine(({ replacement, creditDays }) => replacement === undefined || creditDays === undefined, {
    path: ['replacement'],
    message: 'is instead of creditDays: name one of them',
  })
  .refine((all) => all.clawbackDays > (all.replacement?.askDays ?? -1) + (all.replacement?.deliverDays ?? 0), {
    path: ['clawbackDays'],
    message: 'must be longer than refusing and replacing take together',
  })
  .refine((all) => all.clawbackDays >= (all.objectionDays ?? 0), {
    path: ['clawbackDays'],
    message: 'can not end before objections do',
  })
  .meta({ id: 'Windows', description: 'Days after the verdict in which an outcome may still be corrected' });
export type Windows = z.output<typeof windows>;

/** For offers that name none: two weeks to dispute, and final about when impact.com's actions are (FIELD section 2). */
export const DEFAULT_WINDOWS: Windows = { disputeDays: 14, clawbackDays: 45, feedbackDays: 45 };

/**
 * Rules that decide disputes without a person. Limits count the disputes of one offer in the calendar month of the network's
 * zone; a limit that is absent does not limit.
 */
export const disputeRules = z
  .strictObject({
    maxPerMonth: z.int().min(0).max(100_000).optional(),
    maxShareBps: z
      .int()
      .min(0)
      .max(10_000)
      .optional()
      .meta({ description: "Of the month's qualified outcomes, in 1/100 of a percent" }),
    maxAgeDays: z.int().min(0).max(90).optional().meta({ description: 'Days since the verdict' }),
    within: z.enum(['accept', 'review']).meta({ description: 'What becomes of a dispute within every limit' }),
    beyond: z.enum(['reject', 'review']).meta({ description: 'What becomes of one beyond any limit' }),
    answerDays: z.int().min(1).max(60).optional().meta({ description: 'The publisher has so long to answer' }),
    unanswered: z
      .enum(['accept', 'reject', 'review'])
      .default('review')
      .meta({ description: 'What becomes of a dispute that nobody answered' }),
  })
  .meta({ id: 'DisputeRules', description: 'Set by the network' });
export type DisputeRules = z.output<typeof disputeRules>;
