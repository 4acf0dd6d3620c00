import { z } from 'zod';
import { currencyCode, isoDay, isoInstant, minorOut, versionOut } from '../../kernel/schemas.ts';
import { CARRY_REASONS, RAILS, RUN_STATES } from '../model.ts';

const actor = z.strictObject({
  keyId: z.string(),
  subjectId: z.string(),
  name: z.string().optional().meta({ description: 'What they are called, where a person signed in' }),
});
const step = z.strictObject({ by: actor, at: isoInstant, reason: z.string().optional() });
const stepExample = (by: string, at: string) => ({ by: { keyId: `key_${by}`, subjectId: by }, at });

export const fileView = z.strictObject({
  name: z.string().meta({ example: 'payments_run_weekly_2026-03-15_nacha_USD_1.ach' }),
  rail: z.enum(RAILS).meta({ description: 'NACHA, SEPA pain.001.001.09, PayPal CSV or plain CSV' }),
  sha256: z.string().meta({ description: 'Of the file as it was issued' }),
  bytes: z.int(),
  payments: z.int(),
  currency: currencyCode,
  totalMinor: minorOut,
});

export const runView = z
  .strictObject({
    runId: z.string().meta({ example: 'run_weekly_2026-03-15' }),
    toDay: isoDay.meta({ description: 'The last day it pays' }),
    only: z.array(z.string()).optional().meta({ description: 'The publishers it was asked for; all when absent' }),
    state: z.enum(RUN_STATES).meta({ example: 'issued' }),
    opened: step.meta({ example: stepExample('ada', '2026-03-16T06:00:00.000Z') }),
    publishers: z.int().meta({ description: 'Publishers asked for a line so far' }),
    drawnAt: isoInstant.optional(),
    totals: z.array(
      z.strictObject({
        currency: currencyCode,
        paidLines: z.int(),
        carriedLines: z.int(),
        payMinor: minorOut,
        carriedMinor: minorOut,
      }),
    ),
    stopped: z.strictObject({ at: isoInstant, publisherId: z.string(), reason: z.string() }).optional(),
    approved: step.optional().meta({ example: stepExample('grace', '2026-03-16T09:30:00.000Z') }),
    cancelled: step.optional(),
    issuedAt: isoInstant.optional(),
    changedBy: z.array(actor).meta({
      description: 'Whoever held, released or resumed: they can not approve it',
      example: [],
    }),
    held: z
      .array(z.strictObject({ publisherId: z.string(), reason: z.string(), by: actor, at: isoInstant }))
      .meta({ example: [] }),
    files: z.array(fileView),
    version: versionOut,
  })
  .meta({ id: 'PayoutRun' });
export type RunView = z.input<typeof runView>;

const lineFields = {
  runId: z.string(),
  fromDay: isoDay,
  toDay: isoDay,
  currency: currencyCode,
  entries: z.int().meta({ description: 'Ledger entries of the period' }),
  entriesMinor: minorOut,
  carriedInMinor: minorOut,
  totalMinor: minorOut,
  thresholdMinor: minorOut,
  decision: z.enum(['pay', 'carry', 'nothing']),
  reason: z.enum([...CARRY_REASONS, 'held']).optional(),
  reserveWithheldMinor: minorOut.optional().meta({ description: 'Kept back of the earnings of these days' }),
  reserveReleasedMinor: minorOut.optional().meta({ description: 'Given back of earlier lines' }),
  reserveKeptMinor: minorOut.optional().meta({ description: 'All that is kept back after this line' }),
  payMinor: minorOut,
  carriedOutMinor: minorOut,
  payee: z
    .strictObject({ legalName: z.string(), nameInFile: z.string().optional(), method: z.string(), account: z.string() })
    .optional(),
  digest: z.string().meta({ description: 'SHA-256 over the entries, as they were when the line was drawn' }),
  drawnAt: isoInstant,
};

export const lineView = z
  .strictObject({ publisherId: z.string(), ...lineFields, heldFor: z.string().optional() })
  .meta({ id: 'PayoutLine' });
export type LineView = z.input<typeof lineView>;

export const statementView = z
  .strictObject({
    ...lineFields,
    state: z.enum(['pending', 'approved', 'issued', 'cancelled']).meta({ example: 'issued' }),
    explanation: z.string().optional().meta({ description: 'Why it is not paid now' }),
    paidMinor: minorOut.meta({ description: 'What this run pays; 0 for one that was cancelled' }),
  })
  .meta({ id: 'Statement' });
export type StatementView = z.input<typeof statementView>;
