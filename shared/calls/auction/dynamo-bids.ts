import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../../kernel/schemas.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { EXPIRES } from '../../platform/table-schema.ts';
import { bidsKey } from './keys.ts';
import type { Bid } from './model.ts';
import type { BidCache } from './ports.ts';

/** Bids kept of one auction, the best first: who calls again is served from these, and 1 KB holds about five. */
const MAX_KEPT = 5;

const storedBid = z.object({
  by: z.string(),
  id: z.string(),
  n: minorStored,
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('number'), number: z.string() }),
    z.object({ kind: z.literal('sip'), uri: z.string() }),
  ]),
  x: z.int(),
  d: z.object({ days: z.int(), scope: z.enum(['target', 'advertiser']) }).optional(),
  r: z.string().optional(),
});

const item = z.object({ bids: z.array(storedBid) });

const write = (bid: Bid): z.input<typeof storedBid> => ({
  by: bid.bidderId,
  id: bid.bidId,
  n: bid.amountMinor,
  to: bid.destination,
  x: bid.expiresAtMs,
  ...(bid.duplicates ? { d: bid.duplicates } : {}),
  ...(bid.reference === undefined ? {} : { r: bid.reference }),
});

const read = ({ by, id, n, to, x, d, r }: z.output<typeof storedBid>): Bid => ({
  bidderId: by,
  bidId: id,
  amountMinor: n,
  destination: to,
  expiresAtMs: x,
  ...(d ? { duplicates: d } : {}),
  ...(r === undefined ? {} : { reference: r }),
});

const byAmount = (a: Bid, b: Bid): number =>
  a.amountMinor > b.amountMinor ? -1 : Number(a.amountMinor < b.amountMinor);

/** Bids in table `leases`: one small read for an auction, one write for one that brought something new. */
export function dynamoBids(client: DynamoDBDocumentClient, table: string): BidCache {
  return {
    async find(auctionId) {
      const answer = await client.send(new GetCommand({ TableName: table, Key: bidsKey(auctionId) }));
      return answer.Item ? item.parse(answer.Item).bids.map(read) : [];
    },
    async keep(auctionId, bids) {
      const kept = [...bids].sort(byAmount).slice(0, MAX_KEPT);
      const lastMs = Math.max(...kept.map(({ expiresAtMs }) => expiresAtMs));
      const expiry = { [EXPIRES]: Math.ceil(lastMs / SECOND_MS) };
      await client.send(
        new PutCommand({ TableName: table, Item: { ...bidsKey(auctionId), bids: kept.map(write), ...expiry } }),
      );
    },
  };
}
