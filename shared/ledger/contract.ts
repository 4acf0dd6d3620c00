import { z } from 'zod';
import { id, isoDay, isoInstant, minorOut, pageOf, pageQuery } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';
import type { Entry } from './model.ts';

const journalEntry = z
  .strictObject({
    entryId: z.string(),
    kind: z.enum(['verdict', 'payment', 'return', 'reserve', 'adjustment']),
    publisherId: z.string(),
    payableDay: isoDay.meta({ description: 'From this day on it may be paid' }),
    bookedAt: isoInstant,
    reason: z.string().meta({ example: 'qualified' }),
    outcomeId: z.string().optional(),
    reverses: z.string().optional().meta({ description: 'The entry that this one takes back' }),
    postings: z
      .array(
        z.strictObject({
          account: z.string().meta({ example: 'publisher:pub_3kd9:payable' }),
          amountMinor: minorOut.meta({ description: 'Debit positive, credit negative; an entry sums to zero' }),
          currency: z.string(),
        }),
      )
      .meta({
        example: [
          { account: 'advertiser:adv_7c1:receivable', amountMinor: 4_000, currency: 'USD' },
          { account: 'publisher:pub_3kd9:payable', amountMinor: -3_000, currency: 'USD' },
          { account: 'network:revenue', amountMinor: -1_000, currency: 'USD' },
        ],
      }),
  })
  .meta({ id: 'JournalEntry' });
export type JournalEntryView = z.input<typeof journalEntry>;

export const listJournalEntries = defineRoute({
  operationId: 'listJournalEntries',
  method: 'GET',
  path: '/v1/journal-entries',
  summary: 'The journal of one publisher, by payable day; its payments come last',
  tag: 'Ledger',
  scope: 'payouts:read',
  roles: ['finance', 'operator'],
  query: pageQuery
    .extend({
      publisherId: id,
      fromDay: isoDay.optional().meta({ description: 'Only what becomes payable from this day on, with `toDay`' }),
      toDay: isoDay.optional().meta({ description: 'Included' }),
    })
    .refine(({ fromDay, toDay }) => (fromDay === undefined) === (toDay === undefined), {
      path: ['toDay'],
      message: 'goes with fromDay',
    })
    .refine(({ fromDay = '', toDay = '' }) => fromDay <= toDay, { path: ['toDay'], message: 'is before fromDay' }),
  status: 200,
  response: pageOf(journalEntry),
});

export const ledgerRoutes = [listJournalEntries] as const;

/** An entry as the API shows it. */
export const viewEntry = (entry: Entry, toIso: (atMs: number) => string): JournalEntryView => ({
  entryId: entry.entryId,
  kind: entry.kind,
  publisherId: entry.publisherId,
  payableDay: entry.payableDay,
  bookedAt: toIso(entry.bookedAtMs),
  reason: entry.reason,
  outcomeId: entry.outcomeId,
  reverses: entry.reverses,
  postings: entry.postings.map((posting) => ({ ...posting })),
});
