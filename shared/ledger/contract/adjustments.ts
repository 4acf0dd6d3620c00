import { z } from 'zod';
import { currencyCode, id, isoInstant, minorIn, minorOut, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { CORRECTION_KINDS } from '../correction.ts';
import { MAX_CSV_BYTES, reasonText } from '../parse-adjustments.ts';

const tag = 'Adjustments';
const writes = { tag, scope: 'adjustments:write', roles: ['finance', 'operator'] } as const;

const outcomeId = id.meta({ description: 'Corrections are always of one outcome, by its id' });
const reason = reasonText.meta({ description: 'Shown to both sides', example: 'Caller asked for another company' });

const newAdjustment = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('reverse'), outcomeId, reason }),
    z.strictObject({ action: z.literal('undo'), outcomeId, reason, adjustmentId: id }),
    z.strictObject({
      action: z.literal('change'),
      outcomeId,
      reason,
      chargeMinor: minorIn.meta({ description: 'Added to what the advertiser is charged; negative gives back' }),
      payoutMinor: minorIn.meta({ description: 'Added to what the publisher earns; negative takes back' }),
      currency: currencyCode.meta({ description: 'The outcome’s own' }),
    }),
  ])
  .meta({
    id: 'NewAdjustment',
    example: {
      action: 'change',
      outcomeId: 'call_8x0cq2',
      reason: 'Half of it: the caller hung up on hold',
      chargeMinor: -2_000,
      payoutMinor: -1_500,
      currency: 'USD',
    },
  });

export const adjustmentView = z
  .strictObject({
    adjustmentId: z.string(),
    kind: z.enum(CORRECTION_KINDS),
    outcomeId: z.string(),
    publisherId: z.string(),
    advertiserId: z.string().optional().meta({ description: 'Not shown to publishers' }),
    chargeMinor: minorOut.optional().meta({ description: 'Not shown to publishers', example: -2_000 }),
    payoutMinor: minorOut.optional().meta({ description: 'Not shown to advertisers', example: -1_500 }),
    currency: z.string(),
    reason: z.string().meta({ example: 'Half of it: the caller hung up on hold' }),
    at: isoInstant,
  })
  .meta({ id: 'Adjustment' });

export const createAdjustment = defineRoute({
  ...writes,
  operationId: 'createAdjustment',
  method: 'POST',
  path: '/v1/adjustments',
  summary: 'Correct what one outcome comes to, by a new entry',
  description:
    '`reverse` takes back all that is left, `undo` what one adjustment did. Refused once the outcome is final, and for a credit that a publisher’s granted dispute undid.',
  body: newAdjustment,
  status: 201,
  fails: {
    'not-found': 'outcome call_8x0cq2 was not found',
    conflict: 'outcome call_8x0cq2 is final since the end of 2026-04-30',
  },
  response: adjustmentView,
});

export const listAdjustments = defineRoute({
  operationId: 'listAdjustments',
  method: 'GET',
  path: '/v1/adjustments',
  summary: 'List what was corrected, newest first: adjustments, disputes and what advertisers reported',
  tag,
  scope: 'adjustments:read',
  query: pageQuery.extend({
    publisherId: id.optional().meta({ description: 'For the network' }),
    advertiserId: id.optional().meta({ description: 'For the network' }),
  }),
  status: 200,
  response: pageOf(adjustmentView),
});

const csv = z.string().min(1).max(MAX_CSV_BYTES).meta({
  description:
    'Header `outcome,action,charge,payout,currency,reason`; action `change` or `reverse`; amounts in decimals; at most 10,000 rows',
  example: 'outcome,action,charge,payout,currency,reason\ncall_8x0cq2,change,-20.00,-15.00,USD,hung up on hold\n',
});
/** JSON writes a quote or a line's end as two letters. */
const maxBodyBytes = 2 * MAX_CSV_BYTES - 512 * 1024;

const effect = z.strictObject({
  partyId: z.string(),
  currency: z.string(),
  rows: z.int(),
  amountMinor: minorOut.meta({ description: 'Added to the charge of an advertiser, to the payout of a publisher' }),
});
const effectsExample = (partyId: string, amountMinor: number) => ({
  example: [{ partyId, currency: 'USD', rows: 1, amountMinor }],
});

export const previewAdjustments = defineRoute({
  ...writes,
  operationId: 'previewAdjustments',
  audit: 'none',
  method: 'POST',
  path: '/v1/adjustment-previews',
  summary: 'Show what a file of adjustments would change; nothing is stored',
  body: z.strictObject({ csv }).meta({ id: 'AdjustmentPreviewRequest' }),
  maxBodyBytes,
  status: 200,
  response: z
    .strictObject({
      rows: z.int(),
      advertisers: z.array(effect).meta(effectsExample('adv_7c1', -2_000)),
      publishers: z.array(effect).meta(effectsExample('pub_3kd9', -1_500)),
    })
    .meta({ id: 'AdjustmentPreview' }),
});

const uploadView = z
  .strictObject({
    uploadId: z.string(),
    state: z.enum(['applying', 'applied']).meta({ example: 'applied' }),
    rows: z.int(),
    appliedRows: z.int(),
    failedRows: z.array(z.strictObject({ line: z.int(), reason: z.string() })).meta({
      description: 'Something else corrected these outcomes between the check and the row’s turn',
      example: [],
    }),
    sha256: z.string(),
    byKeyId: z.string(),
    uploadedAt: isoInstant,
  })
  .meta({ id: 'AdjustmentUpload' });

const uploadPath = z.strictObject({ uploadId: id });

export const uploadAdjustments = defineRoute({
  ...writes,
  operationId: 'uploadAdjustments',
  method: 'PUT',
  path: '/v1/adjustment-uploads/{uploadId}',
  summary: 'Apply a file of adjustments, once',
  description:
    'All rows are checked first; one bad row and nothing is applied. The same file under the same id again changes nothing and goes on where it stopped.',
  params: uploadPath,
  body: z.strictObject({ csv }).meta({ id: 'NewAdjustmentUpload' }),
  maxBodyBytes,
  status: 202,
  fails: { unprocessable: 'upload march-corrections was another file' },
  response: uploadView,
});

export const getAdjustmentUpload = defineRoute({
  tag,
  scope: 'adjustments:read',
  roles: ['finance', 'operator'],
  operationId: 'getAdjustmentUpload',
  method: 'GET',
  path: '/v1/adjustment-uploads/{uploadId}',
  summary: 'How far a file of adjustments is applied',
  params: uploadPath,
  status: 200,
  response: uploadView,
});

/** Queue [adjustments]. */
export const chunkRequest = z.strictObject({
  v: z.literal(1),
  uploadId: z.string().min(1).max(80),
  chunk: z.int().min(1).max(1_000),
});

export const adjustmentRoutes = [
  createAdjustment,
  listAdjustments,
  previewAdjustments,
  uploadAdjustments,
  getAdjustmentUpload,
] as const;
