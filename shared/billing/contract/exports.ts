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

export const getJournalExportPart = defineRoute({
  ...exports,
  operationId: 'getJournalExportPart',
  method: 'GET',
  path: '/v1/journal-exports/{exportId}/parts/{name}',
  summary: 'One part of an export',
  scope: 'payouts:read',
  params: z.strictObject({ exportId: id, name: z.string().min(1).max(80).meta({ example: 'journal_00001.csv' }) }),
  status: 200,
  responseType: 'text/csv; charset=utf-8',
  otherType: 'application/x-ndjson',
});
