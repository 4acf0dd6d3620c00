import { z } from 'zod';
import { id } from '../kernel/schemas.ts';

/** Offers that compete for a call at most: routing reads all their targets while somebody waits. */
const MAX_COMPETITORS = 20;

/**
 * What makes a market of the offer that a number leads to: the offers that compete with it for its calls, and how. The
 * offer itself is the house of the market: it competes too, and its fallback takes what nobody else can.
 */
export const marketShape = z.strictObject({
  competitors: z.array(id).max(MAX_COMPETITORS),
  /** What a price is measured by: what the advertiser is charged, what the publisher earns, or what the network keeps. */
  worth: z.enum(['charge', 'payout', 'margin']).default('payout'),
  /** Whether a price counts only as often as its target answers: 50.00 of one that answers half its calls is worth 25.00. */
  weighAnswers: z.boolean().default(false),
  /** A caller of the last so many days goes to the target that had him, whatever others pay; 0 = not. */
  stickyDays: z.int().min(0).max(30).default(0),
  /** How long bidders of these offers are waited for, all together; 0 = nobody is asked. */
  auctionMs: z.union([z.literal(0), z.int().min(50).max(2_000)]).default(400),
  /** Targets tried for one call, the first included. */
  maxTargets: z.int().min(1).max(5).default(3),
});

export type Market = z.output<typeof marketShape> & { readonly offerId: string };

/** As it stands, with the count of its changes. */
export type StandingMarket = Market & { readonly version: number };
