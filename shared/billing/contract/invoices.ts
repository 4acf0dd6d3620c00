import { z } from 'zod';
import { id, isoInstant, minorOut, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { month } from './proof.ts';

const invoices = { tag: 'Billing', roles: ['advertiser', 'finance', 'operator'] } as const;
const invoiceParams = z.strictObject({ advertiserId: id, number: id.meta({ example: 'INV-2026-000001' }) });

const invoiceView = z
  .strictObject({
    number: z.string().meta({ example: 'INV-2026-000001' }),
    kind: z.enum(['invoice', 'credit-note']),
    advertiserId: z.string(),
    month: z.string(),
    currency: z.string(),
    issuedAt: isoInstant.meta({ example: '2026-04-01T05:00:00.000Z' }),
    billTo: z.strictObject({
      legalName: z.string(),
      addressLines: z.array(z.string()),
      taxId: z.string().optional(),
    }),
    corrects: z.string().optional().meta({ description: 'The number of the paper that this one refers to' }),
    lines: z.array(
      z.strictObject({
        offerId: z.string().optional(),
        what: z.enum(['charge', 'correction']),
        count: z.int().meta({ example: 38 }),
        amountMinor: minorOut.meta({ example: 152_000 }),
      }),
    ),
    netMinor: minorOut,
    taxBps: z.int(),
    taxMinor: minorOut.meta({ description: 'Of the net total, rounded half to even' }),
    totalMinor: minorOut.meta({ example: 152_000 }),
    entries: z.int(),
    csvSha256: z.string().meta({ description: 'Of the CSV that lists every entry' }),
  })
  .meta({ id: 'Invoice' });

export const requestInvoices = defineRoute({
  ...invoices,
  roles: ['finance', 'operator'],
  operationId: 'requestInvoices',
  method: 'POST',
  path: '/v1/advertisers/{advertiserId}/invoices',
  summary: 'Issues the invoices and credit notes of a month that is over; again issues nothing more',
  description: 'From 60 minutes after the end of the month. They are issued by themselves in the night after it.',
  scope: 'billing:write',
  params: z.strictObject({ advertiserId: id }),
  body: z.strictObject({ month }),
  status: 200,
  fails: { conflict: '2026-03 is not over for an hour yet', 'too-large': '2026-03 has more than 250000 entries' },
  response: z.strictObject({ items: z.array(invoiceView) }),
});

export const listInvoices = defineRoute({
  ...invoices,
  operationId: 'listInvoices',
  method: 'GET',
  path: '/v1/advertisers/{advertiserId}/invoices',
  summary: 'Invoices and credit notes, newest month first',
  scope: 'billing:read',
  params: z.strictObject({ advertiserId: id }),
  query: pageQuery,
  status: 200,
  response: pageOf(invoiceView),
});

export const downloadInvoice = defineRoute({
  ...invoices,
  operationId: 'downloadInvoice',
  method: 'GET',
  path: '/v1/advertisers/{advertiserId}/invoices/{number}/pdf',
  summary: 'An invoice or credit note as PDF',
  scope: 'billing:read',
  params: invoiceParams,
  status: 200,
  fails: { 'not-found': 'invoice INV-2026-000001 was not found' },
  responseType: 'application/pdf',
  sample: '%PDF-1.7 …',
});

export const downloadInvoiceEntries = defineRoute({
  ...invoices,
  operationId: 'downloadInvoiceEntries',
  method: 'GET',
  path: '/v1/advertisers/{advertiserId}/invoices/{number}/csv',
  summary: 'Every entry that an invoice or credit note is made of, as CSV',
  scope: 'billing:read',
  params: invoiceParams,
  status: 200,
  fails: { 'not-found': 'invoice INV-2026-000001 was not found' },
  responseType: 'text/csv; charset=utf-8',
  sample: [
    'booked_at,entry,kind,offer,outcome,reverses,reason,amount,currency',
    '2026-03-02T15:02:11.000Z,entry_4vz8,verdict,offer_8x0cq2,call_8x0cq2,,qualified,45.00,USD',
  ].join('\r\n'),
});
