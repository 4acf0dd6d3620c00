import { isValidBIC, isValidIBAN } from 'ibantools';
import { z } from 'zod';
import { isRoutingNumber } from '../../kernel/bank-text.ts';
import { id } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { TAX_FORMS } from '../payee.ts';
import { label } from './fields.ts';
import { publisherView } from './parties.ts';

const payee = {
  tag: 'Payees',
  params: z.strictObject({ publisherId: id }),
  status: 200,
  response: publisherView,
} as const;

/** People write these in groups of four. */
const compact = z
  .string()
  .max(60)
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase());

const ach = z.strictObject({
  legalName: label,
  method: z.literal('ach'),
  routingNumber: z.string().trim().refine(isRoutingNumber, 'is not a routing number: its checksum is wrong'),
  accountNumber: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{4,17}$/, 'must be 4 to 17 letters, digits or hyphens')
    .transform((text) => text.toUpperCase()),
  accountType: z.enum(['checking', 'savings']),
  holder: z.enum(['person', 'company']).meta({ description: 'A person is paid by PPD, a company by CCD' }),
});

const iban = z.strictObject({
  legalName: label,
  method: z.literal('iban'),
  iban: compact
    .refine((text) => isValidIBAN(text), 'is not an IBAN: its length or checksum is wrong')
    .meta({
      type: 'string',
      example: 'DE89370400440532013000',
    }),
  bic: compact
    .refine((text) => isValidBIC(text), 'is not a BIC')
    .optional()
    .meta({ type: 'string', example: 'COBADEFFXXX' }),
});

const paypal = z.strictObject({ legalName: label, method: z.literal('paypal'), email: z.email().max(127) });

const csv = z.strictObject({
  legalName: label,
  method: z.literal('csv'),
  accountReference: z
    .string()
    .trim()
    .regex(/^[\x20-\x7e]{4,64}$/, 'must be 4 to 64 ASCII characters'),
});

export const setPayee = defineRoute({
  ...payee,
  operationId: 'setPayee',
  method: 'PUT',
  path: '/v1/publishers/{publisherId}/payee',
  summary: 'Set whom to pay and how',
  description:
    'Bank details are encrypted at rest and shown masked from then on. A payee paid by ACH, IBAN or PayPal can be paid once finance has ' +
    'verified its tax form and account; new details have to be verified again. A publisher sets its own; the plain file is for the network to set.',
  scope: 'payees:write',
  roles: ['operator', 'publisher'],
  ifMatch: 'may',
  body: z.discriminatedUnion('method', [ach, iban, paypal, csv]).meta({
    id: 'NewPayee',
    example: { legalName: 'Roofs Today LLC', method: 'csv', accountReference: 'ACCT-998877-4321' },
  }),
});

export const setPayeeStanding = defineRoute({
  ...payee,
  operationId: 'setPayeeStanding',
  fails: {
    forbidden: 'whoever entered bank details can not verify them: ask a second person',
    conflict: 'the payee was changed meanwhile: look again',
  },
  method: 'PUT',
  path: '/v1/publishers/{publisherId}/payee/standing',
  summary: 'Say whether a payee can be paid',
  description:
    'Tax form, verification of both, and a hold with its reason; absent fields stay, `hold: null` releases. Whoever entered the details can ' +
    'not verify them.',
  scope: 'payees:verify',
  roles: ['finance', 'operator'],
  ifMatch: 'may',
  body: z
    .strictObject({
      taxForm: z.enum(TAX_FORMS).optional(),
      taxVerified: z.boolean().optional(),
      bankVerified: z.boolean().optional(),
      hold: z.string().trim().min(3).max(200).nullable().optional(),
    })
    .meta({ id: 'PayeeStanding', example: { taxForm: 'w9', taxVerified: true, bankVerified: true } }),
});
