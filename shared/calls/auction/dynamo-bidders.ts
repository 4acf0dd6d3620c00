import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../../kernel/time.ts';
import { cached } from '../../platform/cache.ts';
import type { Cipher } from '../../platform/cipher.ts';
import { changeItem } from '../../platform/versioned-item.ts';
import { BIDDER_PREFIX, bidderKey } from './keys.ts';
import { type Bidder, MAX_BIDDERS } from './model.ts';
import type { BidderStore } from './save-bidder.ts';

const stored = z.object({
  bidderId: z.string(),
  offerId: z.string(),
  advertiserId: z.string(),
  name: z.string(),
  state: z.enum(['active', 'paused']),
  url: z.string(),
  asksPerMinute: z.int().positive().optional(),
  currency: z.string(),
  priority: z.int(),
  ringSeconds: z.int(),
  version: z.int().positive().optional(),
  /** What it and we know, sealed (platform/cipher.ts). */
  secret: z.string(),
});

const purposeOf = (bidderId: string): string => `bidder ${bidderId}`;

async function query(client: DynamoDBDocumentClient, table: string, offerId: string, consistent: boolean) {
  const answer = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :offer AND begins_with(sk, :bidders)',
      ExpressionAttributeValues: { ':offer': bidderKey(offerId, '').pk, ':bidders': BIDDER_PREFIX },
      ConsistentRead: consistent,
      Limit: MAX_BIDDERS,
    }),
  );
  return (answer.Items ?? []).map((item) => stored.parse(item));
}

const withoutSecret = ({ secret: _secret, ...bidder }: z.output<typeof stored>) => bidder;

/** Bidders beside their offer, as their owners set them up. */
export function dynamoBidders(client: DynamoDBDocumentClient, table: string, cipher: Cipher): BidderStore {
  return {
    async create(bidder, secret) {
      const sealed = await cipher.seal(secret, purposeOf(bidder.bidderId));
      const item = { ...bidderKey(bidder.offerId, bidder.bidderId), ...bidder, secret: sealed };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },
    async setState(offerId, bidderId, state, seenVersion) {
      const changed = await changeItem(client, { table, key: bidderKey(offerId, bidderId) }, { state }, seenVersion);
      return changed && withoutSecret(stored.parse(changed));
    },
    ofOffer: async (offerId) => (await query(client, table, offerId, true)).map(withoutSecret),
  };
}

/** The same as the auction reads them, cached, with what opens their secrets. */
export function dynamoBidderReader(client: DynamoDBDocumentClient, table: string, cipher: Cipher, clock: Clock) {
  const read = cached((offerId) => query(client, table, offerId, false), clock);
  const opened = cached(async (sealed) => {
    const space = sealed.indexOf(' ');
    return cipher.open(sealed.slice(space + 1), purposeOf(sealed.slice(0, space)));
  }, clock);
  return {
    biddersOf: async (offerId: string): Promise<readonly Bidder[]> => (await read(offerId)).map(withoutSecret),
    async secretOf({ offerId, bidderId }: Bidder): Promise<string> {
      const found = (await read(offerId)).find((each) => each.bidderId === bidderId);
      if (!found) throw new Error(`bidder ${bidderId} is gone`);
      return opened(`${bidderId} ${found.secret}`);
    },
  };
}
