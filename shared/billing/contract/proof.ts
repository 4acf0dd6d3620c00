import { z } from 'zod';
import { isoDay, isoInstant, minorOut, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

const proof = { tag: 'Proof', scope: 'payouts:read', roles: ['finance', 'operator'] } as const;

export const month = z
  .string()
  .regex(/^20[2-9]\d-(0[1-9]|1[0-2])$/, 'is not a month such as 2026-03')
  .meta({ example: '2026-03' });

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
          creditMinor: minorOut,
          differenceMinor: minorOut,
        }),
      ),
      kinds: z.array(
        z.strictObject({
          kind: z.string().meta({ example: 'publisher:payable' }),
          currency: z.string(),
          accounts: z.int(),
          balanceMinor: minorOut,
        }),
      ),
      items: z.array(balance),
      nextCursor: z.string().optional().meta({ description: 'Present while there is more' }),
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
      ),
    from: isoDay,
    to: isoDay,
  }),
  status: 200,
  response: z
    .strictObject({
      account: z.string(),
      from: isoDay,
      to: isoDay,
      currencies: z.array(z.strictObject({ currency: z.string(), openingMinor: minorOut, closingMinor: minorOut })),
      items: z.array(
        z.strictObject({
          entryId: z.string(),
          kind: z.string(),
          bookedAt: isoInstant,
          reason: z.string(),
          publisherId: z.string().optional(),
          outcomeId: z.string().optional(),
          reverses: z.string().optional(),
          amountMinor: minorOut.meta({ description: 'Debit positive, credit negative' }),
          currency: z.string(),
          balanceMinor: minorOut.meta({ description: 'Of the account, in this currency, after this posting' }),
        }),
      ),
    })
    .meta({ id: 'AccountStatement' }),
});
