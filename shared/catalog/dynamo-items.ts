import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { disputeRules, windows } from './aftermath.ts';
import { attendanceRules } from './attendance-rules.ts';
import { criterionShape, weeklyHours } from './criteria.ts';
import { JOINING } from './joining.ts';
import { leadFormShape } from './lead-form.ts';
import type { Advertiser, Deal, OfferVersion, PayeeOnFile, Publisher, Target } from './model.ts';
import { firstStanding, PAYEE_METHODS, TAX_FORMS } from './payee.ts';
import { PAYOUT_SCHEDULES } from './payout-schedule.ts';
import { payoutRule, pricing } from './pricing.ts';
import { PUBLISHER_STATES } from './publisher-state.ts';
import { qualityStandingStored, qualityTiers } from './quality-tiers.ts';
import { targetRulesStored } from './target-rules.ts';

/**
 * What the catalog's items look like. Reading checks shapes only, never today's rules: a version that was legal when it was
 * written stays readable for ever.
 */
const atMs = z.int().nonnegative();
const version = z.int().min(1);

const advertiserItem = z.object({ advertiserId: z.string(), name: z.string(), createdAtMs: atMs });

const payeeFields = {
  legalName: z.string(),
  nameInFile: z.string().optional(),
  accountMasked: z.string(),
  rev: z.int().nonnegative().optional(),
  hold: z.string().optional(),
  notice: z.string().optional(),
};

/** Payees that were written before there was a standing could only be plain references. */
const plain = firstStanding('csv');
const payeeItem = z.object({
  ...payeeFields,
  method: z.enum(PAYEE_METHODS),
  taxForm: z.enum(TAX_FORMS).default(plain.taxForm),
  taxVerified: z.boolean().default(plain.taxVerified),
  bankVerified: z.boolean().default(plain.bankVerified),
});

const quality = z.object({ score: z.int().min(0).max(100), asOf: z.string() });

const publisherItem = z.object({
  publisherId: z.string(),
  name: z.string(),
  state: z.enum(PUBLISHER_STATES).optional(),
  origins: z.array(z.string()),
  tagKey: z.string(),
  currency: z.string(),
  payoutThresholdMinor: minorStored,
  payoutSchedule: z.enum(PAYOUT_SCHEDULES).optional(),
  netDays: z.int().nonnegative().optional(),
  reserveBps: z.int().min(0).max(10_000).optional(),
  reservePeriods: z.int().positive().optional(),
  quality: quality.optional(),
  payee: payeeItem.optional(),
  createdAtMs: atMs,
  version: version.optional(),
});

const destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), number: z.string() }),
  z.object({ kind: z.literal('sip'), uri: z.string() }),
]);

const offerDocument = z.object({
  offerId: z.string(),
  version,
  advertiserId: z.string(),
  model: z.enum(['call', 'lead', 'appointment']),
  name: z.string(),
  description: z.string(),
  state: z.enum(['active', 'paused']),
  joining: z.enum(JOINING).optional(),
  criteria: criterionShape,
  chargeMinor: minorStored,
  payoutMinor: minorStored,
  currency: z.string(),
  holdDays: z.int().nonnegative(),
  pricing: pricing.optional(),
  windows: windows.optional(),
  disputeRules: disputeRules.optional(),
  attendance: attendanceRules.optional(),
  fallbackDestination: destination.optional(),
  lead: leadFormShape.optional(),
  createdAtMs: atMs,
});

const offerItem = z.object({ offer: offerDocument });
const offerHeadItem = z.object({ offer: offerDocument, dealsRev: z.int().nonnegative() });

const dealItem = z.object({
  offerId: z.string(),
  publisherId: z.string(),
  version,
  payoutMinor: minorStored.optional(),
  payoutRule: payoutRule.optional(),
  holdDays: z.int().nonnegative().optional(),
  quality: qualityTiers.optional(),
  standing: qualityStandingStored.optional(),
  ended: z.boolean().optional(),
  createdAtMs: atMs,
});

const targetItem = z.object({
  targetId: z.string(),
  offerId: z.string(),
  advertiserId: z.string(),
  name: z.string(),
  destination,
  state: z.enum(['active', 'paused']),
  hours: weeklyHours.optional(),
  maxConcurrent: z.int().positive().optional(),
  dailyCap: z.int().positive().optional(),
  priority: z.int(),
  ringSeconds: z.int().positive(),
  rules: targetRulesStored.optional(),
  shards: z.int().positive().optional(),
  version: version.optional(),
});

export const parsePayee = (item: unknown): PayeeOnFile => payeeItem.parse(item);
export const parseAdvertiser = (item: unknown): Advertiser => advertiserItem.parse(item);
export const parsePublisher = (item: unknown): Publisher => publisherItem.parse(item);
export const parseOffer = (item: unknown): OfferVersion => offerItem.parse(item).offer;
export const parseOfferHead = (item: unknown): { offer: OfferVersion; dealsRev: number } => offerHeadItem.parse(item);
export const parseDeal = (item: unknown): Deal => dealItem.parse(item);
export const parseTarget = (item: unknown): Target => targetItem.parse(item);
