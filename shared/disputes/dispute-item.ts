import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isDay } from '../kernel/time.ts';
import { sortableMs } from '../outcomes/keys.ts';
import { ALL_REASONS, DISPUTE_STATES, type Dispute, dueAtMs, OPENERS } from './model.ts';

/**
 * Items in table `outcomes`:
 * - `DISPUTE#<id>` / `DISPUTE`: the dispute itself
 * - `DISPUTES#ADV#<id>`, `DISPUTES#PUB#<id>` / `<opened>#<dispute>`: that there is one, for the lists of both sides
 * - `DISPUTES#WAITING` / `<due>#<dispute>`: that it is not settled; few at any time, so one partition is enough
 * - `DISPUTES#OFFER#<id>` / `<month>`: how many were opened
 */
export const disputeKey = (disputeId: string) => ({ pk: `DISPUTE#${disputeId}`, sk: 'DISPUTE' });

export const listKey = {
  advertiser: (advertiserId: string): string => `DISPUTES#ADV#${advertiserId}`,
  publisher: (publisherId: string): string => `DISPUTES#PUB#${publisherId}`,
  waiting: 'DISPUTES#WAITING',
  month: (offerId: string, month: string) => ({ pk: `DISPUTES#OFFER#${offerId}`, sk: month }),
} as const;

const LAST_MS = 999_999_999_999_999;

export const waitingSk = (dueMs: number, disputeId = ''): string =>
  `${sortableMs(Math.min(dueMs, LAST_MS))}#${disputeId}`;

/** The pointer of a dispute that is not settled. */
export function waitingKey(dispute: Dispute): { pk: string; sk: string } | undefined {
  const dueMs = dueAtMs(dispute);
  return dueMs === undefined ? undefined : { pk: listKey.waiting, sk: waitingSk(dueMs, dispute.disputeId) };
}

export function pointerItems({ advertiserId, publisherId, disputeId, steps }: Dispute) {
  const sk = `${sortableMs(steps[0]?.atMs ?? 0)}#${disputeId}`;
  return [
    { pk: listKey.advertiser(advertiserId), sk },
    { pk: listKey.publisher(publisherId), sk },
  ];
}

const claim = z.object({ chargeMinor: minorStored, payoutMinor: minorStored });

const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('link'), url: z.string() }),
]);

const storedDispute = z.object({
  disputeId: z.string(),
  // Those of before publishers could open one say nothing of it.
  openedBy: z.enum(OPENERS).default('advertiser'),
  outcomeId: z.string(),
  advertiserId: z.string(),
  publisherId: z.string(),
  offerId: z.string(),
  currency: z.string().length(3),
  reason: z.enum(ALL_REASONS),
  claim,
  state: z.enum(DISPUTE_STATES),
  steps: z
    .array(
      z.object({
        state: z.enum(DISPUTE_STATES),
        atMs: z.int().nonnegative(),
        by: z.object({ role: z.enum(['advertiser', 'publisher', 'operator', 'rules']), subjectId: z.string() }),
        note: z.string(),
        evidence: z.array(evidence).optional(),
      }),
    )
    .min(1),
  answerByMs: z.int().optional(),
  unanswered: z.enum(['accept', 'reject']).optional(),
  granted: claim.optional(),
  worth: claim
    .extend({
      currency: z.string().length(3),
      conversion: z
        .object({ currency: z.string().length(3), rate: z.string(), day: z.string().refine(isDay) })
        .optional(),
    })
    .optional(),
  settledAtMs: z.int().optional(),
  version: z.int().positive(),
});

export const disputeOf = (item: unknown): Dispute => storedDispute.parse(item);
