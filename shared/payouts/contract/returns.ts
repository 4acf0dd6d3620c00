import { z } from 'zod';
import { minorOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { RETURN_FORMATS } from '../files/read-returns.ts';
import { NACHA_LINE } from '../files/write-nacha.ts';
import { RETURN_OUTCOMES } from '../process-returns.ts';

const MAX_LETTERS = 1_000_000;

const NACHA_BLOCK_LINES = 10;

/** One payment of 25.00 that came back, as a bank files it: lines of 94 characters in blocks of ten. */
const EXAMPLE_LINES = [
  '101 011401533 0620000192603111200A094101CALLBOURSE             A BANK                         ',
  '5220CALLBOURSE                          1234567890PPDRETURN    260311260311   1062000010000001',
  '6210114015331234567          0000002500               SOMEBODY                1062000010000001',
  '799R03121042880000001      06200001                                            062000010000001',
  '822000000200011401530000000000000000000025001234567890                         062000010000001',
  '9000001000001000000020001140153000000000000000000002500                                       ',
];
const EXAMPLE_FILE = [
  ...EXAMPLE_LINES,
  ...Array.from({ length: NACHA_BLOCK_LINES - EXAMPLE_LINES.length }, () => '9'.repeat(NACHA_LINE)),
  '',
].join('\r\n');

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
        .meta({ description: 'The file as the bank sent it', example: EXAMPLE_FILE }),
    })
    .meta({ id: 'PaymentReturns', example: { format: 'nacha', content: EXAMPLE_FILE } }),
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
        meaning: z.string().meta({ example: 'R03 (no such account)' }),
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
