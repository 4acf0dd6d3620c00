import { z } from 'zod';
import { PAYEE_METHODS } from '../catalog/payee.ts';
import { minorStored } from '../kernel/schemas.ts';
import { CARRY_REASONS, type Line, type Payment, RAILS, RUN_STATES, type Run } from './model.ts';

/** What the items look like. Unknown attributes (the keys) are dropped when read. */
const actor = z.object({ keyId: z.string(), subjectId: z.string(), name: z.string().optional() });
const step = z.object({ by: actor, atMs: z.int(), reason: z.string().optional() });

const file = z.object({
  name: z.string(),
  // Files that were issued before there were others are plain.
  rail: z.enum(RAILS).default('csv'),
  sha256: z.string(),
  bytes: z.int(),
  payments: z.int(),
  currency: z.string(),
  totalMinor: minorStored,
});

const totals = z.object({
  currency: z.string(),
  paidLines: z.int(),
  carriedLines: z.int(),
  payMinor: minorStored,
  carriedMinor: minorStored,
});

const runItem = z.object({
  runId: z.string(),
  toDay: z.string(),
  only: z.array(z.string()).optional(),
  state: z.enum(RUN_STATES),
  version: z.int().min(1),
  opened: step,
  enlisted: z.object({ count: z.int().nonnegative(), cursor: z.string().optional(), done: z.boolean() }),
  changedBy: z.array(actor),
  sealedBy: z.string().optional(),
  stopped: z.object({ atMs: z.int(), publisherId: z.string(), reason: z.string() }).optional(),
  drawnAtMs: z.int().optional(),
  totals: z.array(totals).optional(),
  held: z.array(z.object({ publisherId: z.string(), reason: z.string(), by: actor, atMs: z.int() })).optional(),
  approved: step.optional(),
  cancelled: step.optional(),
  issuing: z
    .object({ firstTrace: z.int().nonnegative(), odfiRouting: z.string().optional(), hasSepa: z.boolean() })
    .optional(),
  bookedTo: z.string().optional(),
  bookedPayments: z.int().nonnegative().optional(),
  issuedAtMs: z.int().optional(),
  files: z.array(file),
});

const decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pay') }),
  z.object({ kind: z.literal('carry'), reason: z.enum(CARRY_REASONS) }),
  z.object({ kind: z.literal('nothing') }),
]);

const lineItem = z.object({
  publisherId: z.string(),
  runId: z.string(),
  seq: z.int().nonnegative(),
  fromDay: z.string(),
  toDay: z.string(),
  currency: z.string(),
  entries: z.object({ count: z.int().nonnegative(), sumMinor: minorStored, digest: z.string() }),
  carriedInMinor: minorStored,
  reserve: z
    .object({
      withheldMinor: minorStored,
      releasedMinor: minorStored,
      kept: z.array(z.object({ untilDay: z.string(), amountMinor: minorStored })),
    })
    .optional(),
  totalMinor: minorStored,
  thresholdMinor: minorStored,
  decision,
  payMinor: minorStored,
  carriedOutMinor: minorStored,
  payee: z
    .object({
      legalName: z.string(),
      nameInFile: z.string().optional(),
      method: z.enum(PAYEE_METHODS),
      accountMasked: z.string(),
      accountSealed: z.string(),
    })
    .optional(),
  drawnAtMs: z.int(),
  previousChain: z.string(),
  chain: z.string(),
});

const report = z.object({ code: z.string(), fileId: z.string(), atMs: z.int(), isDone: z.boolean() });

const paymentItem = z.object({
  key: z.string(),
  reference: z.string(),
  runId: z.string(),
  publisherId: z.string(),
  rail: z.enum(RAILS),
  amountMinor: minorStored,
  currency: z.string(),
  paidAtMs: z.int(),
  returned: report.optional(),
  corrected: report.optional(),
});

export const parsePayment = (item: unknown): Payment => paymentItem.parse(item);
export const parseRun = (item: unknown): Run => runItem.parse(item);
export const parseLine = (item: unknown): Line => lineItem.parse(item);
