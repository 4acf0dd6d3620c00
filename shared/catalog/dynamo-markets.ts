import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { houseKey } from './keys.ts';
import { type Market, marketShape } from './market.ts';
import type { MarketReader, MarketStore } from './ports.ts';

const read = async (
  client: DynamoDBDocumentClient,
  table: string,
  offerId: string,
  consistent: boolean,
): Promise<Market | undefined> => {
  const answer = await client.send(
    new GetCommand({ TableName: table, Key: houseKey(offerId), ConsistentRead: consistent }),
  );
  return answer.Item && { ...marketShape.parse(answer.Item.market), offerId };
};

export const dynamoMarkets = (client: DynamoDBDocumentClient, table: string): MarketStore => ({
  get: (offerId) => read(client, table, offerId, true),
  async set({ offerId, ...market }) {
    await client.send(new PutCommand({ TableName: table, Item: { ...houseKey(offerId), market } }));
  },
});

/** Cached, as routing reads them; most offers have none, and that is remembered too. */
export const dynamoMarketReader = (client: DynamoDBDocumentClient, table: string, clock: Clock): MarketReader => ({
  market: cached((offerId) => read(client, table, offerId, false), clock),
});
