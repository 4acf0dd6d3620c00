import { z } from 'zod';
import {
  currencyCode,
  id,
  isoInstant,
  minorIn,
  minorOut,
  nonNegativeMinorIn,
  pageOf,
  pageQuery,
} from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

const billing = { tag: 'Billing' } as const;
const params = z.strictObject({ advertiserId: id });

/** A line that a person typed: no control characters, so that it prints as it reads. */
const printable = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text), 'has a control character');

export const getAdvertiserAccount = defineRoute({
  ...billing,
  operationId: 'getAdvertiserAccount',
  method: 'GET',
  path: '/v1/advertisers/{advertiserId}/account',
  summary: 'What an advertiser owes, and may still spend',
  description: 'Follows the ledger within seconds.',
  scope: 'billing:read',
  roles: ['advertiser', 'finance', 'operator'],
  params,
  status: 200,
  response: z
    .strictObject({
      advertiserId: z.string(),
      balances: z.array(
        z.strictObject({
          currency: z.string(),
          owedMinor: minorOut.meta({ description: 'Negative for what was paid ahead' }),
        }),
      ),
      currency: z.string().optional(),
      creditLimitMinor: minorOut.optional(),
      availableMinor: minorOut.optional().meta({ description: 'Credit limit less what is owed' }),
    })
    .meta({ id: 'AdvertiserAccount' }),
});

const accountEntry = z
  .strictObject({
    entryId: z.string(),
    kind: z.string().meta({ example: 'verdict' }),
    bookedAt: isoInstant,
    reason: z.string().meta({ example: 'qualified' }),
    outcomeId: z.string().optional(),
    offerId: z.string().optional(),
    reverses: z.string().optional(),
    amountMinor: minorOut.meta({
      description: 'A charge is positive, a credit or deposit negative',
      example: 4_000,
    }),
    currency: z.string(),
  })
  .meta({ id: 'AccountEntry' });

export const listAccountEntries = defineRoute({
  ...billing,
  operationId: 'listAccountEntries',
  method: 'GET',
  path: '/v1/advertisers/{advertiserId}/account-entries',
  summary: 'Every charge, credit and deposit of an advertiser, newest first',
  scope: 'billing:read',
  roles: ['advertiser', 'finance', 'operator'],
  params,
  query: pageQuery,
  status: 200,
  response: pageOf(accountEntry),
});

export const takeDepositRoute = defineRoute({
  ...billing,
  operationId: 'takeDeposit',
  method: 'PUT',
  path: '/v1/advertisers/{advertiserId}/deposits/{depositId}',
  summary: 'Books what an advertiser paid in; a negative amount is money paid back',
  description: 'The same deposit id is the same deposit: again changes nothing, another amount is refused (422).',
  scope: 'billing:write',
  roles: ['finance', 'operator'],
  params: z.strictObject({ advertiserId: id, depositId: id.meta({ example: 'bank-2026-03-02-17' }) }),
  body: z.strictObject({
    amountMinor: minorIn.meta({ example: 500_000 }),
    currency: currencyCode,
    reason: printable(200).default('deposit').meta({ example: 'bank transfer of 2 March' }),
  }),
  status: 200,
  fails: {
    'not-found': 'advertiser adv_7c1 was not found',
    unprocessable: 'deposit wire-1 was booked with another amount',
  },
  response: accountEntry,
  example: {
    entryId: 'entry_7bn4',
    kind: 'deposit',
    bookedAt: '2026-03-02T15:00:00.000Z',
    reason: 'bank transfer of 2 March',
    amountMinor: -500_000,
    currency: 'USD',
  },
  auditOf: { by: ['advertiserId', 'depositId'] },
});

const terms = {
  legalName: printable(140),
  addressLines: z.array(printable(70)).min(1).max(6),
  taxId: printable(40).optional(),
  taxBps: z.int().min(0).max(5_000).meta({ description: 'In 1/100 of a percent: 1900 is 19 %' }),
  currency: currencyCode,
};

const termsView = z
  .strictObject({
    advertiserId: z.string(),
    ...terms,
    creditLimitMinor: minorOut,
    keptFreeMinor: minorOut,
    changedAt: isoInstant,
    version: z.int().meta({
      description: 'Counts the changes: quoted it is the `etag` that a change names by If-Match',
      example: 3,
    }),
  })
  .meta({ id: 'BillingTerms' });

export const setBillingTerms = defineRoute({
  ...billing,
  operationId: 'setBillingTerms',
  method: 'PUT',
  path: '/v1/advertisers/{advertiserId}/billing-terms',
  summary: 'Sets whom invoices name, by what tax, and how much may be owed',
  scope: 'billing:write',
  roles: ['finance', 'operator'],
  params,
  body: z.strictObject({
    ...terms,
    creditLimitMinor: nonNegativeMinorIn.meta({
      description: '0 for one that pays ahead. Calls go elsewhere once what is left does not pay for them',
    }),
    keptFreeMinor: nonNegativeMinorIn
      .prefault(0)
      .meta({ description: 'Of what is left, so much is kept free for calls under way; nothing when absent' }),
  }),
  ifMatch: 'may',
  status: 200,
  response: termsView,
});

export const getBillingTerms = defineRoute({
  ...billing,
  operationId: 'getBillingTerms',
  method: 'GET',
  path: '/v1/advertisers/{advertiserId}/billing-terms',
  summary: 'How an advertiser is billed',
  scope: 'billing:read',
  roles: ['advertiser', 'finance', 'operator'],
  params,
  etag: true,
  status: 200,
  response: termsView,
});
