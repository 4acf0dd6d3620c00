import { z } from 'zod';
import { NETWORK, type OwnedEvent } from '../model.ts';
import { advertiser, publisher, toldTo } from './owned-events.ts';

const stamp = z.object({ atMs: z.int() });

/** A run as table `payouts` stores it. */
const runImage = z.object({
  runId: z.string(),
  toDay: z.string(),
  state: z.string(),
  drawnAtMs: z.int().optional(),
  stopped: stamp.extend({ reason: z.string() }).optional(),
  approved: stamp.optional(),
  issuedAtMs: z.int().optional(),
  cancelled: stamp.optional(),
  totals: z
    .array(
      z.object({
        currency: z.string(),
        paidLines: z.int(),
        carriedLines: z.int(),
        payMinor: z.int(),
        carriedMinor: z.int(),
      }),
    )
    .optional(),
});

/** The state of a run that finance waits for; a stop is told once for each time that it stopped. @throws a zod error */
export function runEvents(item: Record<string, unknown>): readonly OwnedEvent[] {
  const { runId, toDay, state, totals = [], stopped, ...run } = runImage.parse(item);
  const told = {
    drawn: { type: 'payout-run.drawn', atMs: run.drawnAtMs },
    stopped: { type: 'payout-run.stopped', atMs: stopped?.atMs },
    approved: { type: 'payout-run.approved', atMs: run.approved?.atMs },
    issued: { type: 'payout-run.issued', atMs: run.issuedAtMs },
    cancelled: { type: 'payout-run.cancelled', atMs: run.cancelled?.atMs },
  } as const;
  const news = told[state as keyof typeof told];
  if (!news || news.atMs === undefined) return [];
  const happening = { type: news.type, objectId: runId, key: String(news.atMs), atMs: news.atMs };
  const stoppedBecause = state === 'stopped' ? stopped?.reason : undefined;
  return [toldTo(NETWORK, happening, { runId, state, toDay, totals, stoppedBecause })];
}

const lineImage = z.object({
  publisherId: z.string(),
  runId: z.string(),
  fromDay: z.string(),
  toDay: z.string(),
  currency: z.string(),
  totalMinor: z.int(),
  payMinor: z.int(),
  carriedOutMinor: z.int(),
  decision: z.object({ kind: z.string(), reason: z.string().optional() }),
  drawnAtMs: z.int(),
});

/** A line is written once, so its publisher is told once. @throws a zod error */
export function lineEvents(item: Record<string, unknown>): readonly OwnedEvent[] {
  const { publisherId, decision, drawnAtMs, ...line } = lineImage.parse(item);
  const happening = { type: 'statement.drawn', objectId: line.runId, key: '', atMs: drawnAtMs } as const;
  const data = { ...line, decision: decision.kind, carryReason: decision.reason };
  return [toldTo(publisher(publisherId), happening, data)];
}

const paperImage = z.object({
  number: z.string(),
  kind: z.enum(['invoice', 'credit-note']),
  advertiserId: z.string(),
  month: z.string(),
  currency: z.string(),
  corrects: z.string().optional(),
  netMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  issuedAtMs: z.int(),
});

/** @throws a zod error for a paper that can't be read */
export function paperEvents(item: Record<string, unknown>): readonly OwnedEvent[] {
  const { kind, advertiserId, issuedAtMs, ...data } = paperImage.parse(item);
  const happening = { type: `${kind}.issued`, objectId: data.number, key: '', atMs: issuedAtMs } as const;
  return [advertiser(advertiserId), NETWORK].map((owner) => toldTo(owner, happening, data));
}
