import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';

/** An invoice as it is stored; attribute names are the model's own. */
const stored = z.object({
  number: z.string(),
  kind: z.enum(['invoice', 'credit-note']),
  advertiserId: z.string(),
  month: z.string(),
  currency: z.string(),
  billTo: z.object({ legalName: z.string(), addressLines: z.array(z.string()), taxId: z.string().optional() }),
  corrects: z.string().optional(),
  lines: z.array(
    z.object({
      offerId: z.string().optional(),
      what: z.enum(['charge', 'correction']),
      count: z.int(),
      amountMinor: minorStored,
    }),
  ),
  netMinor: minorStored,
  taxBps: z.int(),
  taxMinor: minorStored,
  totalMinor: minorStored,
  entries: z.int(),
  csvSha256: z.string(),
  issuedAtMs: z.int(),
});

export const parseInvoice = (item: unknown) => stored.parse(item);
