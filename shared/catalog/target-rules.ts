import { z } from 'zod';
import { id, isoDay, minorOut, minorStored, positiveMinorIn } from '../kernel/schemas.ts';
import { isZone } from '../kernel/time.ts';
import { regionCode, weeklyHours } from './criteria.ts';
import { overlapIn } from './overlapping-hours.ts';

/**
 * What a target may ask of a call before it takes it, beyond being open. The shape lives with the target; what each rule
 * means is answered in calls/routing/rules.
 */

/** Hours without two windows over the same minute: what the API takes, while stored hours are read by their shape alone. */
export const openingHours = weeklyHours.superRefine((hours, context) => {
  const overlap = overlapIn(hours);
  if (!overlap) return;
  const message = `overlaps an earlier window on weekday ${overlap.weekday}`;
  context.addIssue({ code: 'custom', path: ['windows', overlap.window], message });
});

/** A part of the map, as wide or narrow as an advertiser thinks of it. */
export const area = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('region'), code: regionCode }),
  z.strictObject({ kind: z.literal('area-code'), code: z.string().regex(/^[2-9]\d{2}$/, 'is not an area code') }),
  z.strictObject({
    kind: z.literal('postal-prefix'),
    country: z.string().regex(/^[A-Z]{2}$/, 'is not a country such as US'),
    prefix: z.string().regex(/^[A-Z0-9]{1,8}$/, 'is not the beginning of a postal code, in capitals'),
  }),
]);
export type Area = z.output<typeof area>;

const areas = z.array(area).min(1).max(1_000);

/** Periods are cut in the network's zone; `total` has no end. */
export const CAP_PERIODS = ['hour', 'day', 'month', 'total'] as const;
export type CapPeriod = (typeof CAP_PERIODS)[number];

const NO_CALL = 'takes no call at all; pause the target instead';

const capWith = <T extends z.ZodType>(amount: T) =>
  z
    .strictObject({
      per: z.enum(CAP_PERIODS),
      calls: z.int().min(1, NO_CALL).max(10_000_000).optional(),
      /** What the calls of the period may cost the advertiser together, by their price when routed. */
      amountMinor: amount.optional(),
    })
    .refine(({ calls, amountMinor }) => calls !== undefined || amountMinor !== undefined, {
      message: 'limits neither calls nor money',
    });

const hourlyConcurrent = z.strictObject({
  zone: z.string().refine(isZone, 'is not an IANA time zone'),
  /** Calls at the same time, by the hour of that zone's clock: 24 numbers from midnight. Zero closes the hour. */
  most: z.array(z.int().min(0).max(1_000)).length(24),
});

const language = z.string().regex(/^[a-z]{2,3}$/, 'is not a language such as en');

/** What a plan may call some of an offer's targets by: `sales`, `spanish-desk`. */
export const targetTag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,23}$/, 'is not a tag: up to 24 small letters, digits or `-`');

const partnerList = z.array(id).min(1).max(500);

const rulesWith = <T extends z.ZodType>(amount: T) =>
  z.strictObject({
    /** Splits the calls of equal targets: 3 gets three times as many as 1. */
    weight: z.int().min(1).max(1_000).optional(),
    /** Days on which the target stays closed, on the calendar of `zone`. */
    holidays: z
      .strictObject({
        zone: z.string().refine(isZone, 'is not an IANA time zone'),
        days: z.array(isoDay).min(1).max(200),
      })
      .optional(),
    regions: z
      .strictObject({
        allow: areas.optional(),
        block: areas.optional(),
        /** Callers whose place nobody knows (withheld, toll-free) where `allow` asks for one; refused unless `take`. */
        unknown: z.enum(['refuse', 'take']).optional(),
      })
      .optional(),
    languages: z.array(language).min(1).max(20).optional(),
    /** What a plan may choose the target by. */
    tags: z.array(targetTag).min(1).max(10).optional(),
    caps: z
      .array(capWith(amount))
      .min(1)
      .max(CAP_PERIODS.length)
      .refine((caps) => new Set(caps.map(({ per }) => per)).size === caps.length, {
        message: 'names a period twice',
      })
      .optional(),
    hourlyConcurrent: hourlyConcurrent.optional(),
    /** How far the caller's carrier must vouch for the number at least: `B` takes A and B. */
    minAttestation: z.enum(['A', 'B', 'C']).optional(),
    /** Whether callers may hide their number; taken unless `refuse`. */
    withheld: z.enum(['refuse', 'take']).optional(),
    publishers: z.strictObject({ allow: partnerList.optional(), block: partnerList.optional() }).optional(),
    /** Refuses a caller who was sent here, or to any target of the advertiser, within so many days. */
    repeats: z.strictObject({ days: z.int().min(1).max(30), scope: z.enum(['target', 'advertiser']) }).optional(),
    /** Rests the target after so many calls that nobody answered, until that hour or day of the network is over. */
    pauseUnanswered: z
      .strictObject({ inHour: z.int().min(1).max(100).optional(), inDay: z.int().min(1).max(1_000).optional() })
      .optional(),
    /** Rings the same target again before the next one. */
    redials: z
      .strictObject({ onBusy: z.int().min(0).max(3).optional(), onNoAnswer: z.int().min(0).max(3).optional() })
      .optional(),
  });

/** As the API takes them. */
export const targetRules = rulesWith(positiveMinorIn);
export type TargetRules = z.output<typeof targetRules>;
export type Cap = NonNullable<TargetRules['caps']>[number];

/** As the API shows them, and as an item keeps them. */
export const targetRulesOut = rulesWith(minorOut);
export const targetRulesStored = rulesWith(minorStored);
