import { z } from 'zod';
import { currencyCode } from '../../kernel/schemas.ts';
import { ATTESTATIONS } from '../model.ts';

/**
 * What bidders are sent and answer, version 1. JSON over HTTPS, signed as Standard Webhooks are: `webhook-id`,
 * `webhook-timestamp` and `webhook-signature`, HMAC-SHA256 over `id.timestamp.body`.
 */

export const bidRequest = z
  .strictObject({
    v: z.literal(1),
    kind: z.literal('bid-request'),
    auctionId: z.string().meta({ description: 'Names this auction; a repeated ask has the same' }),
    offerId: z.string(),
    publisherId: z.string(),
    currency: z.string(),
    /** Never the number: who loses must not know who called. */
    caller: z.strictObject({
      /** The same caller is the same text to this bidder, and another to every other one. */
      hash: z.string().optional(),
      country: z.string().optional(),
      state: z.string().optional(),
      areaCode: z.string().optional(),
      attestation: z.enum(ATTESTATIONS),
      language: z.string().optional(),
    }),
    answerWithinMs: z.int(),
  })
  .meta({ id: 'BidRequest' });
export type BidRequest = z.output<typeof bidRequest>;

const destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number'), number: z.string().max(32) }),
  z.strictObject({
    kind: z.literal('sip'),
    uri: z
      .string()
      .max(200)
      .regex(/^sips?:[^\s<>"]+@[^\s<>"]+$/),
  }),
]);

const MAX_BID_MINOR = 100_000_000;

/** Unknown members are left aside: a bidder may say more to others. */
export const bidAnswer = z
  .union([
    z.object({ bid: z.literal(false) }),
    z.object({
      bid: z.literal(true),
      amountMinor: z.int().max(MAX_BID_MINOR),
      currency: currencyCode,
      destination,
      /** How long the bid stands; the call must reach the destination within it. */
      expiresInSeconds: z.int().min(1).max(86_400),
      /** The bidder pays nothing for a caller whom it had within so many days; absent: it always pays. */
      duplicates: z.object({ days: z.int().min(1).max(30), scope: z.enum(['target', 'advertiser']) }).optional(),
      reference: z.string().max(100).optional(),
    }),
  ])
  .meta({ id: 'BidAnswer' });

/** Told to whoever won: the only message with the caller's number in it. */
export const bidWon = z
  .strictObject({
    v: z.literal(1),
    kind: z.literal('bid-won'),
    auctionId: z.string(),
    reference: z.string().optional(),
    amountMinor: z.int(),
    currency: z.string(),
    /** Absent where the caller withheld it. */
    callerNumber: z.string().optional(),
  })
  .meta({ id: 'BidWon' });
export type BidWon = z.output<typeof bidWon>;
