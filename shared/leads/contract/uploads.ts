import { z } from 'zod';
import { id } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { MAX_CSV_BYTES } from '../read-csv.ts';

const tag = 'Leads';

export const uploadLeads = defineRoute({
  operationId: 'uploadLeads',
  method: 'POST',
  path: '/v1/lead-uploads',
  summary: 'Bring a file of leads',
  description:
    'CSV with commas, semicolons or tabs, with or without a byte order mark; columns are the offer’s fields, `consent_text`, `consent_at`, `consent_ip_address`, `consent_certificate_url`, `source` and `row_id`. At most 500 rows. A broken row (open quote, wrong number of columns, unknown column) refuses the whole file; otherwise each lead stands for itself, and the answer tells what became of each line. The same file sent again is the same leads.',
  tag,
  scope: 'leads:write',
  roles: ['publisher', 'operator'],
  body: z
    .strictObject({
      offerId: id,
      publisherId: id.optional().meta({ description: 'For operators only: whose leads these are' }),
      csv: z.string().min(1).max(MAX_CSV_BYTES),
    })
    .meta({
      id: 'LeadUpload',
      example: { offerId: 'offer_8x0cq2', csv: 'phone;fullName\n+12175550142;Ada Lovelace' },
    }),
  maxBodyBytes: 2 * MAX_CSV_BYTES,
  status: 200,
  fails: { forbidden: 'body.offerId is none of the offers that this key is for' },
  response: z
    .strictObject({
      taken: z.int(),
      refused: z.int(),
      rows: z.array(
        z.strictObject({
          line: z.int().meta({ description: 'The header is line 1' }),
          leadId: z.string().optional(),
          errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
        }),
      ),
    })
    .meta({ id: 'LeadsUploaded' }),
});
