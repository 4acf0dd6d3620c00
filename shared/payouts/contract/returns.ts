import { z } from 'zod';
import { minorOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { RETURN_FORMATS } from '../files/read-returns.ts';
import { RETURN_OUTCOMES } from '../process-returns.ts';

const MAX_LETTERS = 1_000_000;

export const uploadPaymentReturns = defineRoute({
  tag: 'Payouts',
  roles: ['finance', 'operator'],
  operationId: 'uploadPaymentReturns',
  audit: 'ids',
  method: 'POST',
  path: '/v1/payment-returns',
  summary: "Works through a bank's file of returned and corrected payments",
  description:
    'A returned payment is reversed by a new entry, its payee put on hold, and the amount paid again in a later run once the payee is put right. ' +
    'Sending the same file again changes nothing and says so. At most 500 payments in one file.',
  scope: 'payouts:write',
  maxBodyBytes: MAX_LETTERS + 200_000,
  body: z
    .strictObject({
      format: z.enum(RETURN_FORMATS).meta({ description: 'NACHA returns and corrections, or ISO 20022 pain.002' }),
      content: z
        .string()
        .min(1)
        .max(MAX_LETTERS)
        .meta({ description: 'The file as the bank sent it', example: '101 …' }),
    })
    .meta({ id: 'PaymentReturns' }),
  status: 200,
  response: z.strictObject({
    fileId: z.string().meta({ description: 'SHA-256 of the file' }),
    wasRead: z.boolean().meta({ description: 'All of this very file was worked through before', example: false }),
    items: z.array(
      z.strictObject({
        trace: z.string().meta({
          description: 'The trace or end-to-end reference that the bank names',
          example: '121042880000001',
        }),
        code: z.string().meta({ example: 'R03' }),
        meaning: z.string().meta({ example: 'no account, or it can not be found' }),
        outcome: z.enum(RETURN_OUTCOMES).meta({
          description:
            '`already`: reported before, nothing changed. `unknown`: no payment of ours. `amount-differs`: not what was paid, nothing done',
        }),
        reference: z.string().optional(),
        publisherId: z.string().optional(),
        runId: z.string().optional(),
        amountMinor: minorOut.optional(),
        currency: z.string().optional(),
      }),
    ),
  }),
});
