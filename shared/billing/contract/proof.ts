import { z } from 'zod';
import { id, isoDay, isoInstant, minorOut, nextCursor, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

const proof = { tag: 'Proof', scope: 'payouts:read', roles: ['finance', 'operator'] } as const;

export const month = z.string().regex(/^20[2-9]\d-(0[1-9]|1[0-2])$/, 'is not a month such as 2026-03');

const balance = z.strictObject({
  account: z.string().meta({ example: 'advertiser:adv_7c1:receivable' }),
  currency: z.string(),
  balanceMinor: minorOut.meta({ description: 'Debit positive, credit negative' }),
  postings: z.int(),
});

export const getTrialBalance = defineRoute({
  ...proof,
  operationId: 'getTrialBalance',
  method: 'GET',
  path: '/v1/trial-balance',
  summary: 'Every account with its balance, and what all of them sum to',
  description:
    'Up to the end of a month, or up to now. All debits equal all credits in each currency: `differenceMinor` is zero, or the books are broken.',
  query: pageQuery.extend({ month: month.optional() }),
  status: 200,
  response: z
    .strictObject({
      through: z.string().optional().meta({ description: 'The month whose end it shows; now when absent' }),
      currencies: z.array(
        z.strictObject({
          currency: z.string(),
          debitMinor: minorOut,
          creditMinor: minorOut.meta({ example: 304_000 }),
          differenceMinor: minorOut,
        }),
      ),
      kinds: z.array(
        z.strictObject({
          kind: z.string().meta({ example: 'publisher:payable' }),
          currency: z.string(),
          accounts: z.int(),
          balanceMinor: minorOut.meta({ example: -114_000 }),
        }),
      ),
      items: z.array(balance),
      nextCursor,
    })
    .meta({ id: 'TrialBalance' }),
});

export const getAccountStatement = defineRoute({
  ...proof,
  operationId: 'getAccountStatement',
  method: 'GET',
  path: '/v1/account-statements',
  summary: 'One account over some days: what it opened with, each posting, what it closed with',
  description: 'At most 92 days and 10,000 postings; the export of the journal has no such limit.',
  query: z.strictObject({
    account: z
      .string()
      .max(120)
      .regex(
        /^((advertiser|publisher):[A-Za-z0-9_.-]{1,80}:(receivable|payable|reserve)|network:[a-z-]{1,40})$/,
        'is not an account such as network:cash or publisher:pub_8x0:payable',
      )
      .meta({ example: 'advertiser:adv_7c1:receivable' }),
    from: isoDay,
    to: isoDay,
  }),
  status: 200,
  response: z
    .strictObject({
      account: z.string().meta({ example: 'advertiser:adv_7c1:receivable' }),
      from: isoDay,
      to: isoDay,
      currencies: z.array(z.strictObject({ currency: z.string(), openingMinor: minorOut, closingMinor: minorOut })),
      items: z.array(
        z.strictObject({
          entryId: z.string(),
          kind: z.string().meta({ example: 'verdict' }),
          bookedAt: isoInstant,
          reason: z.string().meta({ example: 'qualified' }),
          publisherId: z.string().optional(),
          outcomeId: z.string().optional(),
          reverses: z.string().optional(),
          amountMinor: minorOut.meta({ description: 'Debit positive, credit negative', example: 4_000 }),
          currency: z.string(),
          balanceMinor: minorOut.meta({
            description: 'Of the account, in this currency, after this posting',
            example: 4_000,
          }),
        }),
      ),
    })
    .meta({ id: 'AccountStatement' }),
});

const difference = z.strictObject({
  where: z.enum(['line', 'ledger', 'file', 'books']),
  what: z.string(),
  publisherId: z.string().optional(),
  file: z.string().optional(),
  account: z.string().optional(),
  expectedMinor: minorOut.optional(),
  foundMinor: minorOut.optional(),
});

export const tieOutPayoutRun = defineRoute({
  ...proof,
  operationId: 'tieOutPayoutRun',
  method: 'GET',
  path: '/v1/payout-runs/{runId}/tie-out',
  summary: 'Whether a run, its lines, its files and the ledger say the same',
  description:
    'Reads all four again, the files payment by payment. Until a run is issued there are no files to compare.',
  params: z.strictObject({ runId: id }),
  status: 200,
  fails: { 'too-large': 'the run has more than 100000 lines' },
  response: z
    .strictObject({
      runId: z.string(),
      state: z.string().meta({ example: 'issued' }),
      tiesOut: z.boolean(),
      currencies: z.array(
        z.strictObject({
          currency: z.string(),
          runMinor: minorOut,
          linesMinor: minorOut,
          filesMinor: minorOut,
          ledgerMinor: minorOut,
        }),
      ),
      differences: z.array(difference).meta({ description: 'The first hundred', example: [] }),
      differencesFound: z.int(),
    })
    .meta({ id: 'TieOut' }),
});

export const checkLineChain = defineRoute({
  ...proof,
  operationId: 'checkLineChain',
  method: 'GET',
  path: '/v1/publishers/{publisherId}/chain-check',
  summary: 'Whether every entry behind the lines of a publisher is as it was when the line was drawn',
  description:
    'Newest line first. Reads each entry again, so ask for few lines at a time where a publisher has many entries.',
  params: z.strictObject({ publisherId: id }),
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
  status: 200,
  response: pageOf(
    z
      .strictObject({
        runId: z.string(),
        seq: z.int(),
        fromDay: isoDay,
        toDay: isoDay,
        entries: z.int(),
        digest: z.string(),
        holds: z.boolean(),
        difference: z.string().optional(),
      })
      .meta({ id: 'CheckedLine' }),
  ),
});
