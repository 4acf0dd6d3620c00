import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { CARRY_REASONS, type Line, RUN_STATES, type Run } from './model.ts';

/** What the items look like. Unknown attributes (the keys) are dropped when read. */
const actor = z.object({ keyId: z.string(), subjectId: z.string() });
const step = z.object({ by: actor, atMs: z.int(), reason: z.string().optional() });

const file = z.object({
  name: z.string(),
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
  state: z.enum(RUN_STATES),
  version: z.int().min(1),
  opened: step,
  enlisted: z.object({ count: z.int().nonnegative(), cursor: z.string().optional(), done: z.boolean() }),
  changedBy: z.array(actor),
  sealedBy: z.string().optional(),
  stopped: z.object({ atMs: z.int(), publisherId: z.string(), reason: z.string() }).optional(),
  drawnAtMs: z.int().optional(),
  totals: z.array(totals).optional(),
  approved: step.optional(),
  cancelled: step.optional(),
  bookedTo: z.string().optional(),
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
  totalMinor: minorStored,
  thresholdMinor: minorStored,
  decision,
  payMinor: minorStored,
  carriedOutMinor: minorStored,
  payee: z
    .object({ legalName: z.string(), method: z.string(), accountMasked: z.string(), accountSealed: z.string() })
    .optional(),
  drawnAtMs: z.int(),
  previousChain: z.string(),
  chain: z.string(),
});

export const parseRun = (item: unknown): Run => runItem.parse(item);
export const parseLine = (item: unknown): Line => lineItem.parse(item);
