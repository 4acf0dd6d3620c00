import { z } from 'zod';
import { id, isoDay, isoInstant } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { EXPORT_FORMATS } from '../export.ts';

const exports = { tag: 'Proof', roles: ['finance', 'operator'] } as const;

const exportView = z
  .strictObject({
    exportId: z.string(),
    format: z.enum(EXPORT_FORMATS),
    from: isoDay,
    to: isoDay,
    state: z.enum(['running', 'done']),
    createdAt: isoInstant,
    entries: z.int().meta({ description: 'Written so far' }),
    parts: z.array(
      z.strictObject({
        name: z.string().meta({ example: 'journal_00001.csv' }),
        sha256: z.string(),
        bytes: z.int(),
        entries: z.int(),
      }),
    ),
  })
  .meta({ id: 'JournalExport' });

export const requestJournalExport = defineRoute({
  ...exports,
  operationId: 'requestJournalExport',
  method: 'POST',
  path: '/v1/journal-exports',
  summary: 'Writes the journal of some days to files, as CSV or JSON Lines',
  description: 'By the day of booking, at most 400 days. Parts of 4,000 entries appear from the next minute on.',
  scope: 'payouts:read',
  body: z.strictObject({ format: z.enum(EXPORT_FORMATS), from: isoDay, to: isoDay }),
  status: 202,
  response: exportView,
});

export const getJournalExport = defineRoute({
  ...exports,
  operationId: 'getJournalExport',
  method: 'GET',
  path: '/v1/journal-exports/{exportId}',
  summary: 'How far an export is, and its parts with their hashes',
  scope: 'payouts:read',
  params: z.strictObject({ exportId: id }),
  status: 200,
  response: exportView,
});

/** One entry, a row for each of its postings. */
const ROWS = [
  'booked_at,entry,kind,publisher,payable_day,outcome,offer,reverses,reason,account,amount,currency',
  ...[
    ['advertiser:adv_7c1:receivable', '45.00'],
    ['publisher:pub_3kd9:payable', '-30.00'],
    ['network:revenue', '-15.00'],
  ].map(
    ([account, amount]) =>
      `2026-03-02T15:02:11.000Z,entry_4vz8,verdict,pub_3kd9,2026-03-09,call_8x0cq2,offer_8x0cq2,,qualified,${account},${amount},USD`,
  ),
].join('\r\n');

/** The same as a line of JSON; amounts are whole minor units. */
const LINE = JSON.stringify({
  ...{ bookedAt: '2026-03-02T15:02:11.000Z', entryId: 'entry_4vz8', kind: 'verdict', publisherId: 'pub_3kd9' },
  ...{ payableDay: '2026-03-09', outcomeId: 'call_8x0cq2', offerId: 'offer_8x0cq2', reason: 'qualified' },
  postings: [
    { account: 'advertiser:adv_7c1:receivable', amountMinor: 4_500, currency: 'USD' },
    { account: 'publisher:pub_3kd9:payable', amountMinor: -3_000, currency: 'USD' },
    { account: 'network:revenue', amountMinor: -1_500, currency: 'USD' },
  ],
});

export const getJournalExportPart = defineRoute({
  ...exports,
  operationId: 'getJournalExportPart',
  method: 'GET',
  path: '/v1/journal-exports/{exportId}/parts/{name}',
  summary: 'One part of an export',
  scope: 'payouts:read',
  params: z.strictObject({ exportId: id, name: z.string().min(1).max(80).meta({ example: 'journal_00001.csv' }) }),
  status: 200,
  fails: { 'not-found': 'part journal_00001.csv of export export_9ba3 was not found' },
  responseType: 'text/csv; charset=utf-8',
  otherType: 'application/x-ndjson',
  sample: ROWS,
  otherSample: LINE,
});
