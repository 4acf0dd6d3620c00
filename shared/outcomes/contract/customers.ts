import { z } from 'zod';
import { id } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

/** 10,000 hashes of 64 letters with quotes and commas are 670,000 bytes; a longer list is sent in parts. */
export const MAX_CUSTOMERS = 10_000;
const MAX_CUSTOMERS_BYTES = 1024 * 1024;

export const uploadCustomers = defineRoute({
  operationId: 'uploadCustomers',
  audit: 'ids',
  method: 'POST',
  path: '/v1/customers',
  summary: 'Add to the list of existing customers',
  description:
    'Send the SHA-256 of each phone number in E.164 (`+12175550142`), in lower-case hex, as ad platforms take it; never the number. Adding somebody again changes nothing, so a failed upload is simply sent again.',
  tag: 'Outcomes',
  scope: 'customers:write',
  roles: ['operator', 'advertiser'],
  body: z
    .strictObject({
      advertiserId: id.optional().meta({ description: 'For operators only: whose customers these are' }),
      sha256: z
        .array(z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'))
        .min(1)
        .max(MAX_CUSTOMERS),
    })
    .meta({
      id: 'CustomerUpload',
      example: { sha256: ['27c59a50cd1afb42d49f87c38e997bb3204e72f26cffaf7af3c63be15ff6f598'] },
    }),
  maxBodyBytes: MAX_CUSTOMERS_BYTES,
  status: 200,
  response: z
    .strictObject({
      stored: z.int().meta({ description: 'Different customers in this upload; all are on the list now' }),
    })
    .meta({ id: 'CustomersStored' }),
});
